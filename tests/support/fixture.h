// The fixtures: a healthy tree, what makes it broken, and what mends it again.
//
// fixtures/<healthy>/             a tree that passes; it has its seeds/, but monorepo, which has
// ours fixtures/broken/<name>/         files that replace or join those of the healthy tree
// fixtures/broken/<name>/fixture.json   which tree, what is removed, what is to be found
// fixtures/mended/<name>/         files that replace or join those of the broken one; a
// fixture.json
//                                 of its own where some are removed
#pragma once

#include <filesystem>
#include <nlohmann/json.hpp>
#include <optional>
#include <string>
#include <vector>

#include "tests/support/sandbox.h"

namespace gate::test {

struct Fixture {
  std::string name;
  nlohmann::json expected;  // fixture.json of the broken one
};

// Their names, in order. A test goes by the name and reads its own: ctest starts the binary for
// each test anew, and reading them all would take longer than most of what is tested.
std::vector<std::string> fixture_names();
Fixture read_fixture(const std::string& name);
std::vector<Fixture> all_fixtures();
std::filesystem::path fixtures_folder();
// The cause that it is to end with: of the first finding or error.
std::string cause_of(const Fixture& fixture);
// The first by name of those that end with the cause, which stands for it; nothing where none does.
std::optional<Fixture> fixture_for(std::string_view cause);

// Puts the tree into the sandbox, in a folder named as the healthy one. A broken one that tells its
// history gets it, as commits one day apart.
void lay_out_broken(const Sandbox& sandbox, const Fixture& fixture);
void lay_out_mended(const Sandbox& sandbox, const Fixture& fixture);
// Whether it tells of several branches; the last of them is HEAD. A mended one then has its files
// on top of main, or of the branch that its fixture.json names as "onto".
bool has_branches(const Fixture& fixture);
// What gate needs to be told to run it.
std::vector<std::string> arguments_for(const Fixture& fixture);

}  // namespace gate::test

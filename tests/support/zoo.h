// The zoo: small trees, each with one trait that real trees have, and what must come out of it.
//
// The format of fixtures/zoo/<name>/zoo.json is in fixtures/zoo/README.md.
#pragma once

#include <iosfwd>
#include <nlohmann/json.hpp>
#include <string>
#include <vector>

#include "tests/support/sandbox.h"

namespace gate::test {

struct ZooTree {
  std::string name;
  nlohmann::json expected;  // zoo.json
};

void PrintTo(const ZooTree& tree, std::ostream* out);
// All of them, by name.
const std::vector<ZooTree>& zoo();
// Puts the tree into the sandbox as its folder `repository`, with the port for FORBIDDEN.
void lay_out(const Sandbox& sandbox, const ZooTree& tree, int forbidden_port);
// What is expected of it this way ("driver", "cli") with this Alembic ("1.8.1").
nlohmann::json expected_of(const ZooTree& tree, const std::string& via, const std::string& alembic);

// The interpreter that gate will take for a tree without one of its own.
std::string zoo_interpreter();
bool has_module(const std::string& module);
// The first of the tree's `plugins` that the interpreter lacks; empty where it has all.
std::string missing_plugin(const ZooTree& tree);
// What that interpreter prints for a line of Python; empty where it fails.
std::string python_says(const std::string& line);

}  // namespace gate::test

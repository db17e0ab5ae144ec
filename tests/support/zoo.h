// The zoo: small trees, each with one trait that real trees have, and what must come out of it.
//
// The format of fixtures/zoo/<name>/zoo.json is in fixtures/zoo/README.md.
#pragma once

#include <nlohmann/json.hpp>
#include <string>
#include <vector>

#include "tests/support/sandbox.h"

namespace gate::test {

struct ZooTree {
  std::string name;
  nlohmann::json expected;  // zoo.json
};

// Their names, in order; a test goes by the name and reads its own.
std::vector<std::string> zoo_names();
ZooTree read_zoo_tree(const std::string& name);
// Puts the tree into the sandbox as its folder `repository`, with the port for FORBIDDEN.
void lay_out(const Sandbox& sandbox, const ZooTree& tree, int forbidden_port);
// What is expected of it this way ("driver", "cli") with this Alembic ("1.8.1").
nlohmann::json expected_of(const ZooTree& tree, const std::string& via, const std::string& alembic);

// The interpreter that gate will take for a tree without one of its own, and the version of its
// Alembic; empty where it has none.
std::string zoo_interpreter();
std::string alembic_version();
bool has_module(const std::string& module);
// The first of the tree's `plugins` that the interpreter lacks; empty where it has all.
std::string missing_plugin(const ZooTree& tree);

}  // namespace gate::test

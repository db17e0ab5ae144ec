// The roles that a statement names: it fails where one of them is missing.
#pragma once

#include <string>
#include <vector>

#include "gate/source/parse_tree.h"

namespace gate {

// Each once, in order. Not PUBLIC, CURRENT_USER and their like; not the role that CREATE ROLE or
// DROP ROLE is about.
std::vector<std::string> roles_named(const std::string& kind, const Node& statement);

}  // namespace gate

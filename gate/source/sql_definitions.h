// The columns and constraints of a CREATE TABLE as canonical texts: white space, comments and the
// case of what is not quoted make no difference. What they mean is not compared.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace gate {

// In the order written; nothing for CREATE TABLE ... AS and for partitions.
std::vector<std::string> definitions_of(std::string_view create_table);

}  // namespace gate

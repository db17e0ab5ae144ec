// Names of folders, containers and databases made from a tree's name.
#pragma once

#include <string>
#include <string_view>

namespace gate {

// Letters, digits, '_' and '-' stay, the rest becomes '-': good in a path, a container's name and
// a cluster_name.
std::string plain_name(std::string_view name);

}  // namespace gate

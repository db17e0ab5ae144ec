// Names for the trees that are to be declared: each after its folder, and no two alike.
#pragma once

#include <set>
#include <string>
#include <vector>

#include "gate/init/find_trees.h"

namespace gate {

// One for each, in their order. `taken`: names that other trees have. Where two folders are called
// the same, the folders above tell them apart, else the files' names, else a number.
std::vector<std::string> tree_names(const std::vector<FoundTree>& trees,
                                    const std::filesystem::path& root, std::set<std::string> taken);

}  // namespace gate

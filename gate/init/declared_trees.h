// Which trees a repository has declared already, so that none is declared twice.
#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "gate/init/find_trees.h"

namespace gate {

struct DeclaredTree {
  std::filesystem::path file;
  std::string tree;     // its name, as the file's
  IniSection by;        // an empty path where the file does not say
  std::string trouble;  // why gate cannot take the file as a declaration; empty where it can
};

// Every declaration in root/seeds, by name. One with mistakes still says which tree it means.
std::vector<DeclaredTree> declared_trees(const std::filesystem::path& root);

}  // namespace gate

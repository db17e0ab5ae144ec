// A tree's files as git names them, found by looking at the disk and asking git.
#pragma once

#include "gate/git/repository.h"
#include "gate/pipeline/touched_tree.h"
#include "gate/tree/declaration.h"

namespace gate {

struct TreeAndItsSubmodules {
  TreeInGit tree;
  std::vector<std::string> submodules;  // those that files of the tree lie in, relative to the top
};

// Both names of what a link leads to count. Files that the repository does not track are unknown.
TreeAndItsSubmodules tree_in_git(const Declaration& declaration, const GitRepository& repository,
                                 const Deadline& deadline);

}  // namespace gate

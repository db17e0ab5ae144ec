// Whether a change touches a tree: values in, a value out; asks neither git nor the disk.
#pragma once

#include <set>
#include <string>
#include <vector>

#include "gate/core/change_plan.h"
#include "gate/git/changes.h"

namespace gate {

// A tree as git names its paths: relative to the top, '/' between folders.
struct TreeInGit {
  struct Place {
    std::string path;
    std::string what;  // "its migrations"
  };
  std::string tree;
  std::string title;
  std::vector<Place> places;       // files, and folders with all that is below them
  std::string base;                // the folder that the patterns are relative to; empty: the top
  std::vector<std::string> watch;  // patterns (core/path_pattern.h)
  std::string unknown;             // which of its files are not among the places; empty: all are
};

// A path touches the tree when it is one of its places or below one, when it is what a pattern
// names, or when a place is below it: a submodule, or a link to the folder. A rename counts where
// the file was and where it is. Of a tree with unknown places and no patterns every change counts.
PlannedTree judge(const TreeInGit& tree, const Changes& changes,
                  const std::set<std::string>& uncommitted);

}  // namespace gate

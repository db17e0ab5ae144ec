// Which trees a change touches, for `gate plan`.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <vector>

namespace gate {

// A changed path that touches a tree; paths are relative to the top of git's working tree.
struct TouchingPath {
  std::string path;
  std::string old_path;  // of a renamed one where it was
  std::string change;    // "added", "modified", "deleted", "renamed"
  bool committed = true;
};

struct PlannedTree {
  std::string tree;
  std::string title;
  bool touched = true;
  std::vector<TouchingPath> paths;
  std::string because;  // why it is touched, or why not
  // Its files and folders; none where nothing was asked of git, or where they are not all known.
  std::optional<std::vector<std::string>> places = {};
};

struct ChangePlan {
  std::string since;        // as named; empty: nothing was asked of git, every tree is touched
  std::string merge_base;   // in full
  std::size_t changed = 0;  // paths in all
  std::size_t not_committed = 0;
  std::vector<PlannedTree> trees;  // every one that was asked for, touched or not
};

}  // namespace gate

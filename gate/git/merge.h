// Merges as git makes them, in the object store alone: no working tree, no index, no ref changes.
//
// To be asked of a repository that writes to a folder of ours (GitRepository::writing_to).
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "gate/git/repository.h"

namespace gate {

struct MergeResult {
  std::string tree;                    // of what was merged; conflicts are in it as git writes them
  std::vector<std::string> conflicts;  // paths that git could not merge, relative to the top
};

// One commit merged with another. NotKnown where they have no commit in common, or git is older
// than 2.38.
Known<MergeResult> merge_commits(const GitRepository& repository, const std::string& one,
                                 const std::string& other, const Deadline& deadline);

// The commit at which two parted; nothing where they have none in common.
Known<std::optional<std::string>> parting_of(const GitRepository& repository,
                                             const std::string& one, const std::string& other,
                                             const Deadline& deadline);

// A commit of a tree.
Known<std::string> commit_tree(const GitRepository& repository, const std::string& tree,
                               const std::vector<std::string>& parents, const Deadline& deadline);

// HEAD with what lies in the working tree below the folders (absolute), committed or not; HEAD's
// own id where that is the same. `scratch` is the user's repository, writing to a folder of ours.
Known<std::string> commit_of_working_tree(const GitRepository& user, const GitRepository& scratch,
                                          const std::vector<std::string>& folders,
                                          const Deadline& deadline);

// Where HEAD is a merge that a CI system made of a branch and what it goes into, as GitHub checks
// out a pull request: the branch's commit. HEAD's own else.
Known<std::string> branch_below_merge(const GitRepository& repository, const std::string& base,
                                      const Deadline& deadline);

}  // namespace gate

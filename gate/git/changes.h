// What changed between a base and the working tree: the paths that a pull request touches.
#pragma once

#include <optional>
#include <set>
#include <string>
#include <vector>

#include "gate/git/repository.h"

namespace gate {

struct ChangedPath {
  enum class Kind { added, modified, deleted, renamed };
  Kind kind = Kind::modified;
  std::string path;      // relative to the repository's top; of a deleted one where it was
  std::string old_path;  // renamed
};

struct Changes {
  std::string base;        // as named: "origin/main"
  std::string merge_base;  // the commit at which HEAD left it, compared with
  std::vector<ChangedPath> paths;
};

// The branch that HEAD is to be merged into, where that can be told: what the CI system says
// (GITHUB_BASE_REF in `environment`), else the remote's or the local default branch, unless it is
// where HEAD stands.
std::optional<std::string> default_base(const GitRepository& repository,
                                        const std::vector<std::string>& environment,
                                        const Deadline& deadline);

// From the merge base of `base` and HEAD to the files as they lie in the working tree; committed,
// staged, unstaged and untracked alike. NotKnown where there is no such ref or no merge base.
Known<Changes> changes_since(const GitRepository& repository, const std::string& base,
                             const Deadline& deadline);

// Those that differ from HEAD: what is not committed.
Known<std::set<std::string>> uncommitted_paths(const GitRepository& repository,
                                               const Deadline& deadline);

// Whether one of them, under its new or its old name, is what one of the patterns names
// (core/path_pattern.h; relative to the repository's top).
bool touches(const Changes& changes, const std::vector<std::string>& patterns);

}  // namespace gate

// What changed between a base and the working tree: the paths that a pull request touches.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "gate/core/error.h"
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

// The same for somebody who named the base: an Error (usage) says what is wrong with it.
Result<Changes> changed_paths(const std::filesystem::path& folder, const std::string& base,
                              const Lifeline& lifeline, const Deadline& deadline,
                              const Interrupt& interrupt);

// Whether one of them, under its new or its old name, is what one of the patterns names
// (core/path_pattern.h; relative to the repository's top).
bool touches(const Changes& changes, const std::vector<std::string>& patterns);

}  // namespace gate

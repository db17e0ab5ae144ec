// Refs as people name them: one, or patterns of branches that are still open.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "gate/git/repository.h"

namespace gate {

struct NamedRef {
  std::string name;    // as it is shown: "origin/main"
  std::string commit;  // in full
};

// The commit that a name stands for; of a branch that is only the remote's ("main",
// "refs/heads/main", as CI systems name it) the remote's. Nothing where there is none.
std::optional<NamedRef> find_ref(const GitRepository& repository, const std::string& name,
                                 const Deadline& deadline);

// "feature/a" of "origin/feature/a", "refs/remotes/origin/feature/a" and "refs/heads/feature/a"
// alike, so that a branch has one name in every clone. `remotes`: "origin".
std::string branch_name(const std::string& ref, const std::vector<std::string>& remotes);

// Whether the name is a pattern: has *, ? or [.
bool is_pattern(const std::string& name);

struct OpenBranches {
  std::vector<NamedRef> branches;        // each commit once, in order of name
  std::vector<std::string> without_any;  // patterns that no branch of the repository matches
  std::vector<std::string> remotes;
};
// The branches that the patterns mean and that are in the history of none of these commits. `*`
// goes across slashes; a pattern is of a branch, a remote's branch, or a whole ref. What was pushed
// of the branch `own` is left out.
Known<OpenBranches> open_branches(const GitRepository& repository,
                                  const std::vector<std::string>& patterns,
                                  const std::vector<std::string>& merged_in, const std::string& own,
                                  const Deadline& deadline);

}  // namespace gate

// The first-parent line of a branch: the commits and merges made on it itself.
#pragma once

#include <map>
#include <optional>
#include <string>

#include "gate/git/commit_log.h"

namespace gate {

class FirstParentLine {
 public:
  // The line that ends at `tip`.
  static Known<FirstParentLine> read(const GitRepository& repository, const std::string& tip,
                                     const Deadline& deadline);

  // The commit of the line by which another came to it: the merge that brought it, or itself.
  struct Arrival {
    std::size_t place = 0;         // counted from the oldest
    std::optional<Commit> merged;  // none where the commit was made on the line
  };
  // Nothing where the commit is not in the history of the tip.
  Known<std::optional<Arrival>> arrival_of(const std::string& commit,
                                           const Deadline& deadline) const;

 private:
  explicit FirstParentLine(const GitRepository& repository) : repository_(&repository) {}

  const GitRepository* repository_;
  std::string tip_;
  std::map<std::string, std::size_t> places_;  // of commits, from the oldest on
};

}  // namespace gate

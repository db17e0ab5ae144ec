// Commits with the paths they changed, as `git log` lists them.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "gate/core/history.h"
#include "gate/git/repository.h"

namespace gate {

struct LoggedChange {
  char status = 'M';     // A added, D deleted, M modified, R renamed, T changed its type
  std::string old_blob;  // all zeros where there was none
  std::string new_blob;  // all zeros where there is none, or only in the working tree
  std::string old_path;  // relative to the top; the same as `path` but for R
  std::string path;
};

struct LoggedCommit {
  std::string id;  // in full
  std::vector<std::string> parents;
  long long time = 0;  // when it was committed, in seconds
  Commit commit;
  std::vector<LoggedChange> changes;
};

// Renames are followed where most of a file stayed, as migrations are alike in much; nothing is
// said of what a merge itself changed unless the options ask. `options` are more words for `git
// log`; `paths` limit it.
Known<std::vector<LoggedCommit>> commit_log(const GitRepository& repository,
                                            const std::vector<std::string>& options,
                                            const std::vector<std::string>& paths,
                                            const Deadline& deadline);

// What commit_log() reads.
std::vector<LoggedCommit> parse_commit_log(std::string_view text);
// The same form without commits: what `git diff --raw -z` prints.
std::vector<LoggedChange> parse_raw_changes(std::string_view text);
// What is shown of a full id.
std::string abbreviated(std::string_view id);

}  // namespace gate

// What two trees differ in below some folders, and the texts of the files.
#pragma once

#include <map>
#include <set>
#include <string>
#include <vector>

#include "gate/git/commit_log.h"
#include "gate/git/repository.h"

namespace gate {

// Added, deleted and modified files, never renamed ones; from and to are commits or trees, paths
// are relative to the top. No folders: nothing.
Known<std::vector<LoggedChange>> changes_between(const GitRepository& repository,
                                                 const std::string& from, const std::string& to,
                                                 const std::vector<std::string>& folders,
                                                 const Deadline& deadline);

// The blobs' contents by their ids, all in one go; asked of a repository that writes to a folder
// of ours.
Known<std::map<std::string, std::string>> texts_of(const GitRepository& repository,
                                                   const std::vector<std::string>& blobs,
                                                   const Deadline& deadline);

// Of the commits of `tip` that `without` does not have those that changed the folders, the newest
// first.
Known<std::vector<LoggedCommit>> commits_between(const GitRepository& repository,
                                                 const std::string& without, const std::string& tip,
                                                 const std::vector<std::string>& folders,
                                                 const Deadline& deadline);

// Of the tips those that have a commit which changes the folders and which none of `without` has.
Known<std::set<std::string>> tips_that_change(const GitRepository& repository,
                                              const std::vector<std::string>& tips,
                                              const std::vector<std::string>& without,
                                              const std::vector<std::string>& folders,
                                              const Deadline& deadline);

}  // namespace gate

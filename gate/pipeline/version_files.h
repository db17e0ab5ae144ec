// A tree's version files by what git says changed: from the files of one commit to those of
// another.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "gate/alembic/driver.h"
#include "gate/git/commit_log.h"
#include "gate/git/repository.h"

namespace gate {

using Revisions = std::vector<RevisionFile>;
// By path; nothing where the file is gone.
using VersionDelta = std::map<std::string, std::optional<RevisionFile>>;

class VersionFiles {
 public:
  // `repository` writes to a folder of ours; `driver` reads the texts.
  VersionFiles(const GitRepository& repository, const LoadedTree& tree, Driver& driver,
               const Deadline& deadline, const Interrupt& interrupt);

  // The folders of versions as git names them; none where they are not in the repository.
  const std::vector<std::string>& folders() const { return folders_; }
  // The same as they lie in the working tree.
  std::vector<std::string> absolute_folders() const;
  // A path of git's as the driver names the file; nothing where Alembic would not load it.
  std::optional<std::string> absolute(const std::string& path) const;
  // The reverse.
  std::string relative(const std::string& file) const;

  // Reads what the changes lead to. NotKnown: git does not have it here, or it cannot be read.
  Known<VersionDelta> read(const std::vector<LoggedChange>& changes);

 private:
  const GitRepository* repository_;
  Driver* driver_;
  Deadline deadline_;
  const Interrupt* interrupt_;
  bool recursive_;
  std::vector<std::string> folders_;
  std::map<std::string, std::string> absolute_;  // folders as the driver names them, by git's name
  std::map<std::pair<std::string, std::string>, RevisionFile> read_;  // by blob and path
};

// The files with the delta's in place of theirs.
Revisions with(Revisions files, const VersionDelta& delta);
// The changes the other way round.
std::vector<LoggedChange> undone(std::vector<LoggedChange> changes);

}  // namespace gate

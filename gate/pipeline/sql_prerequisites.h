// Prerequisites that are files of SQL: applied, applied once more to see that they may be, and
// looked for again by what they made.
//
// Each run has a connection of its own, so that no setting leaks. What a file changes in rows that
// are there it cannot see.
#pragma once

#include <map>
#include <string>

#include "gate/pipeline/database_contents.h"
#include "gate/pipeline/sql_file.h"

namespace gate {

class SqlPrerequisites {
 public:
  explicit SqlPrerequisites(OwnConnection& connection) : connection_(connection) {}

  // Applies it twice. What was refused, or what the second time changed once more, is in the step's
  // evidence; the roles it lacks are in the catalog's. A failure is the server's or the file's.
  std::optional<QueryFailure> supply(const SeedFile& file, Evidence& evidence, StepEvidence& seen);
  // Once more, where a downgrade took it away.
  QueryOutcome<QueryResult> supply_again(const SeedFile& file);
  // Whether all that it made is there; false for one that was not supplied yet.
  QueryOutcome<bool> is_there(const SeedFile& file);

 private:
  std::optional<SqlFileFailure> apply(const SeedFile& file);
  std::optional<QueryFailure> see_second_time(const SeedFile& file, const DatabaseContents& before,
                                              StepEvidence& seen);

  OwnConnection& connection_;
  std::map<std::string, DatabaseContents> made_;  // by file
};

}  // namespace gate

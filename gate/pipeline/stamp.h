// The stamp: which revisions the gate's own database says it is at (design.md, decision 4c).
#pragma once

#include <string>
#include <vector>

#include "gate/alembic/step_result.h"
#include "gate/pipeline/own_connection.h"

namespace gate {

// The version rows, in order of id; none where there is no version table. The table is looked for
// in the schema that env.py configured, else in every schema a user can make.
QueryOutcome<std::vector<std::string>> read_stamp(OwnConnection& connection,
                                                  const VersionTable& table);

// Takes these rows out of it.
QueryOutcome<QueryResult> remove_from_stamp(OwnConnection& connection, const VersionTable& table,
                                            const std::vector<std::string>& revisions);

// The Error (wrong_database) for a stamp that is not the one expected.
Error wrong_stamp(const std::string& step, const VersionTable& table,
                  const std::vector<std::string>& expected, const std::vector<std::string>& found,
                  const std::vector<Redirect>& redirects);

}  // namespace gate

// The stamp: which revisions the gate's own database says it is at (design.md, decision 4c).
#pragma once

#include <string>
#include <vector>

#include "gate/alembic/step_result.h"
#include "gate/pipeline/own_connection.h"
#include "gate/source/revision_graph.h"

namespace gate {

// A table of the version table's name, and its rows in order of id.
struct VersionRows {
  std::string schema;
  std::vector<std::string> rows;
};

// All tables of that name, by schema: only the one that env.py configured, where it names a schema.
QueryOutcome<std::vector<VersionRows>> read_stamps(OwnConnection& connection,
                                                   const VersionTable& table);

// Which of several is the tree's own: the one that was before (`home`, a schema; empty at first),
// else one that holds what is expected, else the default schema's. Another tree may keep a table of
// the same name in another schema. Null where there is none.
const VersionRows* own_stamp(const std::vector<VersionRows>& stamps, const std::string& home,
                             const RevisionGraph& graph, const std::vector<std::string>& expected);

// Takes these rows out of it; the table has to be given with its schema.
QueryOutcome<QueryResult> remove_from_stamp(OwnConnection& connection, const VersionTable& table,
                                            const std::vector<std::string>& revisions);

// The Error (wrong_database) for a stamp that is not the one expected.
Error wrong_stamp(const std::string& step, const VersionTable& table,
                  const std::vector<std::string>& expected, const std::vector<std::string>& found,
                  const std::vector<Redirect>& redirects);

}  // namespace gate

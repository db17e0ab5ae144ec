// Declared prerequisites on a real graph and a real database: where they belong, whether they are
// there, and supplying them.
#pragma once

#include <string>
#include <vector>

#include "gate/pipeline/own_connection.h"
#include "gate/source/revision_graph.h"
#include "gate/tree/declaration.h"

namespace gate {

// A declaration whose `after` or `required_by` names no revision of the tree is an Error
// (declaration) with the file and the JSON pointer.
Result<void> check_prerequisites(const Declaration& declaration, const RevisionGraph& graph);

// True where a walk from the version rows `from` up to a head would apply the revision that needs
// the prerequisite, while what it must follow is in place: the point where it has to be there.
bool is_crossed(const Prerequisite& prerequisite, const RevisionGraph& graph,
                const std::vector<std::string>& from);

// True where what the prerequisite must follow is in place, so that it can be there at all.
bool has_its_place(const Prerequisite& prerequisite, const RevisionGraph& graph,
                   const std::vector<std::string>& rows);

// Of every kind but a file of SQL (sql_prerequisites.h).
QueryOutcome<bool> is_there(OwnConnection& connection, const Prerequisite& prerequisite);
QueryOutcome<QueryResult> apply(OwnConnection& connection, const Prerequisite& prerequisite);

}  // namespace gate

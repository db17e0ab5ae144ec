// The declared baseline: the schema that a tree starts from, run into the empty database before the
// first upgrade (design.md, "A tree's declaration").
//
// It is run on a connection of its own. The stamp that belongs to it is an Alembic command like any
// other, and the walk's to give.
#pragma once

#include <optional>
#include <string>

#include "gate/core/report.h"
#include "gate/pipeline/own_connection.h"
#include "gate/source/revision_graph.h"
#include "gate/tree/declaration.h"

namespace gate {

// A revision that the tree does not have is an Error (declaration) with the file and the JSON
// pointer.
Result<void> check_baseline(const Declaration& declaration, const RevisionGraph& graph);

// The revision to stamp; empty for "base", and where no baseline is declared.
std::string stamped_by_baseline(const Declaration& declaration, const RevisionGraph& graph);

// Puts the revision, which may be declared by its beginning, into the evidence, and says in the
// report's note where nothing is left to gate above it.
void note_baseline(const Declaration& declaration, const RevisionGraph& graph, Evidence& evidence,
                   TreeReport& report);

// Runs the file. What was refused, and its place, is in the step's evidence, and is also given
// back.
Result<std::optional<QueryFailure>> apply_baseline(const Baseline& baseline,
                                                   OwnConnection& connection, Evidence& evidence,
                                                   StepEvidence& seen);

// Where the file has a version table of its own with rows in it, they have to be the revision that
// is declared; an Error (declaration) where they are not. Of several such tables it says nothing.
Result<void> agree_with_baseline(const Declaration& declaration, const RevisionGraph& graph,
                                 OwnConnection& connection);

}  // namespace gate

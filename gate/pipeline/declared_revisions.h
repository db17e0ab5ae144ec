// Whether the revisions that a declaration names are the tree's.
#pragma once

#include "gate/core/error.h"
#include "gate/source/revision_graph.h"
#include "gate/tree/declaration.h"

namespace gate {

// Those of the prerequisites, the baseline and what is declared irreversible. An Error
// (declaration) with the file and the JSON pointer.
Result<void> check_declared_revisions(const Declaration& declaration, const RevisionGraph& graph);

}  // namespace gate

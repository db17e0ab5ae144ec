// The branch labels that a tree declares as its heads, on the real graph.
//
// Whether each has one head only is the graph's to say (source/revision_graph.h, faults).
#pragma once

#include "gate/core/error.h"
#include "gate/core/revision.h"
#include "gate/tree/declaration.h"

namespace gate {

// A label that no revision has, or two that lead to the same head: an Error (declaration) with the
// file, the JSON pointer and the labels there are. Where a file cannot be read nothing is said, as
// it may be the one that has the label.
Result<void> check_declared_heads(const Declaration& declaration,
                                  const std::vector<RevisionFile>& files);

}  // namespace gate

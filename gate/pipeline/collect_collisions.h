// What a tree's migrations collide with on the base and on branches that are still open, put into
// the Evidence.
//
// Asked only for --base and --rival. Nothing is run, and nothing of the user's repository changes.
#pragma once

#include "gate/core/evidence.h"
#include "gate/core/report.h"
#include "gate/pipeline/merge_view.h"
#include "gate/tree/declaration.h"

namespace gate {

// Fills evidence.collisions and, where a base is named, the base and the new files of
// evidence.history. Adds to the report's note what is to be told of how it was looked. Errors as of
// view_merges().
Result<void> collect_collisions(const Declaration& declaration, const MergeTargets& targets,
                                const LoadedTree& tree, Driver& driver,
                                const MergeSurroundings& around, Evidence& evidence,
                                TreeReport& report);

}  // namespace gate

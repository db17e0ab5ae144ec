// One tree of `gate check`.
#pragma once

#include <filesystem>
#include <string>

#include "gate/core/deadline.h"
#include "gate/pipeline/merge_view.h"
#include "gate/pipeline/run_tree.h"
#include "gate/tree/declaration.h"

namespace gate {

// What the checks of all trees share.
struct CheckSurroundings {
  const std::filesystem::path& folder;  // a private one
  const Lifeline& lifeline;
  const Deadline& deadline;
  const Interrupt& interrupt;
};

// `targets`: what it is to be merged into, which also tells new migrations from old ones, and the
// branches that it may collide with.
TreeOutcome check_tree(const Declaration& declaration, const MergeTargets& targets,
                       const CheckSurroundings& surroundings);

}  // namespace gate

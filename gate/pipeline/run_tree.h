// One tree from nothing to its verdict.
#pragma once

#include <vector>

#include "gate/core/report.h"
#include "gate/pipeline/listener.h"
#include "gate/pipeline/run_options.h"
#include "gate/process/interrupt.h"
#include "gate/process/lifeline.h"
#include "gate/process/run_directory.h"

namespace gate {

// What a tree's run shares with its neighbours'.
struct RunSurroundings {
  RunDirectory& directory;
  const Lifeline& lifeline;
  const Listener& listener;
  const Interrupt& interrupt;
};

struct TreeOutcome {
  TreeReport report;
  std::vector<Error> errors;  // of the gate, with the tree's name
};

// Runs the steps of plan.h as far as they go. Whatever was made for it is gone when it returns,
// but for a cluster that --keep leaves.
TreeOutcome run_tree(const Declaration& declaration, const RunOptions& options,
                     const RunSurroundings& surroundings);

}  // namespace gate

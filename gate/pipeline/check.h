// Everything that can be known of a tree without a database, for `gate check`: the graph, and what
// the sources alone prove.
//
// Starts a Python for each tree that reads the files and imports nothing of them; no server, no
// Alembic. What cannot be decided from the sources is left to a run.
#pragma once

#include <chrono>
#include <string>
#include <vector>

#include "gate/core/report.h"
#include "gate/process/interrupt.h"
#include "gate/tree/declaration.h"

namespace gate {

struct CheckOptions {
  std::vector<Declaration> trees;
  std::string base;                 // the ref to be merged into; empty: none
  std::vector<std::string> rivals;  // refs, or patterns of refs, that are still open
  std::chrono::seconds timeout{600};
};

// Never fails: what went wrong is in the report. Leaves nothing behind.
Report check(const CheckOptions& options, const Interrupt& interrupt);

}  // namespace gate

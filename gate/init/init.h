// gate init: looks through a repository and declares the Alembic trees that nobody has declared.
//
// Nothing that is there is written over; without a tree to declare nothing is written at all.
#pragma once

#include <chrono>
#include <filesystem>

#include "gate/init/outcome.h"
#include "gate/process/interrupt.h"

namespace gate {

struct InitOptions {
  std::filesystem::path root;  // absolute; empty: found upward from `start`
  std::filesystem::path start;
  bool dry_run = false;
  std::chrono::seconds timeout{600};
};

// Errors: declaration (the root is no folder), infrastructure, interrupted. What could not be
// written is in the outcome.
Result<InitOutcome> init(const InitOptions& options, const Interrupt& interrupt);

}  // namespace gate

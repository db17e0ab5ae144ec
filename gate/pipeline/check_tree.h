// One tree of `gate check`.
#pragma once

#include <filesystem>
#include <string>

#include "gate/core/deadline.h"
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

// `base`: the ref that tells new migrations from old ones; empty: none.
TreeOutcome check_tree(const Declaration& declaration, const std::string& base,
                       const CheckSurroundings& surroundings);

}  // namespace gate

// The shell commands that do by hand what the gate did for a tree.
#pragma once

#include <string>
#include <vector>

#include "gate/pipeline/plan.h"

namespace gate {

// From a server of one's own (trust authentication, so no password is needed or shown) to the
// step that failed, or to the last one where none did.
std::vector<std::string> reproduce(const Declaration& declaration,
                                   const std::vector<PlannedStep>& plan,
                                   const std::vector<StepEvidence>& steps);

}  // namespace gate

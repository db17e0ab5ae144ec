// A tree's steps as they are shown to people: stairs that came to the same end, and of which
// nothing has to be said, are one.
#pragma once

#include <vector>

#include "gate/core/report.h"

namespace gate {

std::vector<StepEvidence> shown_steps(const TreeReport& tree);

}  // namespace gate

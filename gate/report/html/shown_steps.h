// A tree's steps as the page shows them: the stairs of a stairway that came to the same end, and of
// which nothing has to be said, are one.
#pragma once

#include <string>
#include <vector>

#include "gate/core/report.h"

namespace gate::html {

struct ShownStep {
  std::string name;
  StepStatus status = StepStatus::skipped;
  double duration_ms = 0;
  std::vector<const StepEvidence*> steps;  // of the tree given, in order; never empty
};

std::vector<ShownStep> shown_steps(const TreeReport& tree);

}  // namespace gate::html

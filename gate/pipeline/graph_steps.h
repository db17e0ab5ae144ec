// Which planned steps a faulty revision graph fails, when nothing can be run because of it.
//
// It only marks them: what the faults mean is diagnosis's business.
#pragma once

#include <optional>
#include <vector>

#include "gate/core/evidence.h"

namespace gate {

// C fails `assert single head` (of the declared head concerned, where it is one's), everything else
// of the graph fails `upgrade head`, as the runbook has it. `unreadable`: Alembic had to be asked
// for the graph and failed so. The steps that are failed now, in order.
std::vector<const StepEvidence*> mark_failed_steps(Evidence& evidence,
                                                   const std::optional<Failure>& unreadable);

}  // namespace gate

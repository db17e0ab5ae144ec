// Which planned steps a faulty revision graph fails, when nothing can be run because of it.
//
// Names only: what the faults mean is diagnosis's business.
#pragma once

#include <set>
#include <string>

#include "gate/core/evidence.h"

namespace gate {

// C fails `assert single head` (of the declared head concerned, where it is one's), everything else
// of the graph fails `upgrade head`, as the runbook has it. `unreadable`: Alembic had to be asked
// for the graph and failed.
std::set<std::string> steps_that_fail(const Evidence& evidence, bool unreadable);

}  // namespace gate

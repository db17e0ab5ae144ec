// What git has to say of a red run, put into the Evidence.
//
// Asked only when something is wrong: a green run never starts git. What git does not know is
// left out, and why is said in HistoryFacts::why_unknown; nothing here is an error of the run.
#pragma once

#include "gate/core/deadline.h"
#include "gate/core/evidence.h"
#include "gate/git/id_history.h"
#include "gate/process/interrupt.h"
#include "gate/process/lifeline.h"
#include "gate/tree/declaration.h"

namespace gate {

// Fills evidence.history for its faults, its failures and its declaration. `read` is for versions
// of the past (Driver::read_texts). Takes five seconds at most, less where the deadline is nearer.
void collect_history(const Declaration& declaration, const ReadVersions& read,
                     const Lifeline& lifeline, const Deadline& deadline, const Interrupt& interrupt,
                     Evidence& evidence);

}  // namespace gate

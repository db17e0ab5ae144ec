// What every report is completed with when the trees are done.
#pragma once

#include "gate/core/report.h"

namespace gate {

// Sets how long it took since `begun` and when that was, gate's version, what is known of the
// causes found, and the verdict.
void finish(Report& report, Clock::time_point begun);

}  // namespace gate

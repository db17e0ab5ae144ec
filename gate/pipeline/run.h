// The whole run: every tree, side by side, and nothing left behind.
#pragma once

#include "gate/core/report.h"
#include "gate/pipeline/listener.h"
#include "gate/pipeline/run_options.h"
#include "gate/process/interrupt.h"

namespace gate {

// Runs every tree to its verdict; one red tree does not hide another's. Never throws.
Report run(const RunOptions& options, const Listener& listener, const Interrupt& interrupt);

}  // namespace gate

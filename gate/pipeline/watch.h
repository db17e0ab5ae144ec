// What is done when the gate is gone without clearing up: by the watcher at once, by the next run
// for what a dead watcher left too.
//
// Touches only what a run's own manifest names and the run's own folder; never a folder whose lock
// a living gate holds, nor one that --keep left.
#pragma once

#include <filesystem>
#include <optional>

#include "gate/process/interrupt.h"
#include "gate/process/lifeline.h"

namespace gate {

// Runs as the watcher where argv asks for it ("__watch" FOLDER) and gives the exit code; nothing
// when argv is an ordinary command line. To be called first thing in main, by tests too.
std::optional<int> watch_if_asked(int argc, char** argv);

// Clears up after every dead run of this user.
void sweep(const Lifeline& lifeline, const Interrupt& interrupt);

}  // namespace gate

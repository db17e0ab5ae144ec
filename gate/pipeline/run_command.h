// One Alembic command of the walk; of a stairway, in a process of its own where that matters.
#pragma once

#include <functional>

#include "gate/alembic/runner.h"

namespace gate {

// A stair that fails, and has changed nothing as `unchanged` says, is run once more alone: then
// nothing that other stairs left in the session can have been the reason. Errors: the runner's.
Result<StepResult> run_command(AlembicRunner& runner, const AlembicCommand& command,
                               const std::function<bool()>& unchanged, const Deadline& deadline,
                               const Interrupt& interrupt);

}  // namespace gate

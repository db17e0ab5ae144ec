#include "gate/pipeline/run_command.h"

namespace gate {

Result<StepResult> run_command(AlembicRunner& runner, const AlembicCommand& command,
                               const std::function<bool()>& unchanged, const Deadline& deadline,
                               const Interrupt& interrupt) {
  auto result = runner.run(command, deadline, interrupt);
  const bool failed = result && !result->passed && result->end == StepEnd::told;
  if (!command.stair || !failed || !unchanged()) return result;
  AlembicCommand alone = command;
  alone.stair = false;
  return runner.run(alone, deadline, interrupt);
}

}  // namespace gate

// Running Alembic commands on a tree: one interface, two ways (driver, cli).
//
// The driver way (driver_runner.h) forks a fresh child per command from one warm interpreter; the
// cli way (cli_runner.h) runs the plain `alembic` command, each a process of its own. Both run
// behind the same walls and must lead to the same Evidence.
#pragma once

#include <string>

#include "gate/alembic/step_result.h"
#include "gate/core/deadline.h"
#include "gate/core/error.h"
#include "gate/process/interrupt.h"

namespace gate {

enum class Via { driver, cli };

struct AlembicCommand {
  std::string name;      // upgrade, downgrade, heads
  std::string revision;  // empty for heads
};

class AlembicRunner {
 public:
  virtual ~AlembicRunner() = default;
  // Runs one command. An Error only when the runner itself failed; a migration that fails is told
  // in the StepResult.
  virtual Result<StepResult> run(const AlembicCommand& command, const Deadline& deadline,
                                 const Interrupt& interrupt) = 0;
};

}  // namespace gate

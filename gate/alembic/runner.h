// Running Alembic commands on a tree: one interface, two ways (driver, cli).
//
// The driver way (driver_runner.h) forks a fresh child per command from one warm interpreter; the
// cli way (cli_runner.h) runs the plain `alembic` command, each a process of its own. Both run
// behind the same walls and must lead to the same Evidence.
#pragma once

#include <functional>
#include <string>
#include <utility>

#include "gate/alembic/step_result.h"
#include "gate/core/deadline.h"
#include "gate/core/error.h"
#include "gate/process/interrupt.h"

namespace gate {

enum class Via { driver, cli };

struct AlembicCommand {
  std::string name;           // upgrade, downgrade, heads
  std::string revision = {};  // empty for heads
  // The revision before whose upgrade the schema is to be read; empty: none is.
  std::string read_schema_before = {};
  int server_version = 0;  // PostgreSQL's major one; only to read the schema
  // Part of a stairway: it may be run by a fork of a process that has come as far as the migrations
  // already, where that is as good as a fresh one.
  bool stair = false;
};

class AlembicRunner {
 public:
  virtual ~AlembicRunner() = default;
  // Runs one command. An Error only when the runner itself failed; a migration that fails is told
  // in the StepResult.
  virtual Result<StepResult> run(const AlembicCommand& command, const Deadline& deadline,
                                 const Interrupt& interrupt) = 0;
  // `look` is called when a command's time is up, before the command is ended: what it waits for
  // can still be seen then.
  void on_out_of_time(std::function<void()> look) { out_of_time_ = std::move(look); }

 protected:
  void out_of_time() const {
    if (out_of_time_) out_of_time_();
  }

 private:
  std::function<void()> out_of_time_;
};

}  // namespace gate

// Whether a step left anything behind in gate's own database: asked where its version row is not
// the right one, to tell a lost row from a step that ran elsewhere or was rolled back.
//
// It costs one small query before each step; the rest is asked only when something is wrong. It
// sees objects that are new, changed or gone, and rows that were written, by the transactions that
// PostgreSQL marks them with.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "gate/alembic/step_result.h"
#include "gate/pipeline/own_connection.h"
#include "gate/pipeline/stamp.h"

namespace gate {

class StepTrace {
 public:
  explicit StepTrace(OwnConnection& connection) : connection_(connection) {}

  // Before the step.
  void begin();
  // After it: what it did but for the version table, where it did anything; else nothing.
  std::optional<LostStamp> lost_stamp(const VersionTable& table,
                                      const std::vector<VersionRows>& stamps,
                                      const VersionRows* chosen);

 private:
  std::vector<std::string> changes(const std::string& version_table);

  OwnConnection& connection_;
  std::string next_transaction_;  // the first that is none before the step; empty: not known
  long relations_ = 0;
};

}  // namespace gate

// What one Alembic command came to, however it was run: by the driver or by the `alembic` command.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "gate/core/evidence.h"

namespace gate {

// Where the tree keeps its version rows, as its env.py configured it.
struct VersionTable {
  std::string name = "alembic_version";
  std::string schema;  // empty: the first of the search path
};

// A connection that was asked for elsewhere and led to the gate's own cluster instead.
struct Redirect {
  std::string driver;
  std::string asked;  // never with a password
  SourcePlace place;
};

// A revision that had begun and not ended.
struct RunningRevision {
  std::string revision;   // empty: none
  std::string direction;  // upgrade or downgrade
};

struct StepResult {
  bool passed = false;
  StepEnd end = StepEnd::not_run;
  std::string how_it_ended;  // for an end that is not `told`
  std::optional<Failure> failure;
  std::vector<std::string> applied;  // revisions applied or undone, in order
  RunningRevision running;           // where the step did not come to tell
  std::vector<std::string> heads;    // what `heads` found
  std::optional<VersionTable> version_table;
  std::vector<Redirect> redirects;
  std::string refused;                         // a wall's words, where one refused a connection
  std::vector<ExecutedStatement> statements;   // of a failure whose text does not tell them
  std::vector<std::string> missing_variables;  // of such a failure, as Failure has them
  std::string missing_module;
  std::optional<Schema> schema_before;  // where the command asked for it and came so far
  std::string schema_unread;            // why it could not be read
  std::optional<std::vector<std::string>> model_drift;  // what `check` found, in a few words each
  std::string output;                                   // what it printed
};

}  // namespace gate

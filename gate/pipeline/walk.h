// The walk over one tree's steps, on a running cluster: what is run, and what is seen of it.
//
// After every step the gate looks in its own database for the version that should be there now; a
// step that "passed" without it is an Error of the highest rank, not a success. The walk records
// facts in the Evidence; what they mean is diagnosis's business. Around each downgrade it has the
// schema compared (schema_proof.h).
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "gate/alembic/runner.h"
#include "gate/pipeline/listener.h"
#include "gate/pipeline/own_connection.h"
#include "gate/pipeline/plan.h"
#include "gate/pipeline/prerequisite_steps.h"
#include "gate/pipeline/prerequisite_watch.h"
#include "gate/pipeline/row_steps.h"
#include "gate/pipeline/schema_proof.h"
#include "gate/pipeline/sql_prerequisites.h"
#include "gate/pipeline/step_trace.h"
#include "gate/postgres/cluster.h"

namespace gate {

class Walk {
 public:
  Walk(const Declaration& declaration, const RevisionGraph& graph, AlembicRunner& runner,
       Cluster& cluster, OwnConnection& connection, const std::string& password,
       const Listener& listener, Evidence& evidence);

  // From now on rows are put in before each downgrade, and have to survive it (--rows).
  void fill_tables() { row_steps_.switch_on(); }
  // Runs the steps in order until one fails; evidence.steps[i] belongs to plan[i]. What only the
  // proof finds wrong does not stop it, nor a stair whose downgrade failed and changed nothing. An
  // Error when the gate cannot go on or cannot vouch for what it saw.
  Result<void> go(const std::vector<PlannedStep>& plan, const Deadline& deadline,
                  const Interrupt& interrupt);
  // What the report has to tell of the walk beside its findings; empty where there is nothing.
  const std::string& note() const { return note_; }

 private:
  // Whether the step is left out: as planned, or since the downgrade before it failed.
  bool is_left_out(const std::vector<PlannedStep>& plan, std::size_t index) const;
  Result<void> prepare(const PlannedStep& step, std::size_t index);
  Result<void> run_timed(const PlannedStep& step, StepEvidence& seen, const Deadline& deadline,
                         const Interrupt& interrupt);
  // Compares what a step that passed has left with what was there before.
  Result<void> prove(const PlannedStep& step, StepEvidence& seen, StepResult& result);
  // Whether version rows, and the schema, are as they were before a step that failed.
  bool rows_are_there();
  bool is_unchanged();
  bool goes_on_after(const PlannedStep& step, const StepEvidence& seen);
  std::string revision_of(const PlannedStep& step) const;
  Result<void> run_step(const PlannedStep& step, StepEvidence& seen, const Deadline& deadline,
                        const Interrupt& interrupt);
  Result<void> run_alembic(const PlannedStep& step, StepEvidence& seen, const Deadline& deadline,
                           const Interrupt& interrupt);
  Result<void> run_prerequisite(const Prerequisite& prerequisite, StepEvidence& seen);
  Result<void> check_stamp(StepEvidence& seen, const std::vector<std::string>& or_rows,
                           const StepResult& result);
  Result<void> take_out_implied(const StepEvidence& seen);
  Result<void> check_heads(StepEvidence& seen, const PlannedStep& step,
                           const StepResult& result) const;
  Result<void> blame_the_server(StepEvidence& seen);

  const Declaration& declaration_;
  const RevisionGraph& graph_;
  AlembicRunner& runner_;
  Cluster& cluster_;
  OwnConnection& connection_;
  std::string password_;  // to be taken out of whatever a step says
  const Listener& listener_;
  Evidence& evidence_;
  VersionTable version_table_;
  std::string version_schema_;     // in which the tree's own was found; empty until then
  std::vector<std::string> rows_;  // the version rows as they should be now
  SqlPrerequisites files_;
  PrerequisiteSteps supplies_;
  PrerequisiteWatch watch_;
  std::string note_;
  StepTrace trace_;
  SchemaProof proof_;
  RowSteps row_steps_;
};

}  // namespace gate

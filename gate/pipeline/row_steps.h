// The walk's side of the proof that rows survive (`--rows`): when rows are put in, looked at and
// taken out again, and whether a step that failed with them passes without.
//
// Does nothing until it is switched on.
#pragma once

#include <functional>

#include "gate/pipeline/plan.h"
#include "gate/pipeline/rows/row_proof.h"
#include "gate/pipeline/schema_proof.h"
#include "gate/postgres/cluster.h"

namespace gate {

class RowSteps {
 public:
  RowSteps(OwnConnection& connection, Cluster& cluster) : cluster_(cluster), proof_(connection) {}

  void switch_on() { on_ = true; }
  // Before any step: takes out what an earlier round trip needed, and before a downgrade puts rows
  // in. `schemas` has been read above, and below where that is known.
  Result<void> prepare(const PlannedStep& step, const SchemaProof& schemas,
                       const std::string& version_table, StepEvidence& seen);
  // After a step that passed: what became of the rows.
  Result<void> prove(const PlannedStep& step, StepEvidence& seen);
  // After one that failed: takes the rows out and sees whether `run` passes with the step's command
  // then. A stair that has come down so is taken up again.
  Result<void> try_without(const PlannedStep& step, const AlembicCommand& command,
                           StepEvidence& seen,
                           const std::function<Result<StepResult>(const AlembicCommand&)>& run);

 private:
  Cluster& cluster_;
  RowProof proof_;
  bool on_ = false;
};

}  // namespace gate

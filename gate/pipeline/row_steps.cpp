#include "gate/pipeline/row_steps.h"

#include "gate/pipeline/server_trouble.h"

namespace gate {

Result<void> RowSteps::prepare(const PlannedStep& step, const SchemaProof& schemas,
                               const std::string& version_table, StepEvidence& seen) {
  if (!on_ || step.second_upgrade) return {};
  QueryOutcome<bool> done = proof_.take_out();
  if (done && step.kind == StepKind::downgrade) {
    const auto pointer = [](const std::optional<Schema>& schema) {
      return schema ? &*schema : nullptr;
    };
    done = proof_.fill(pointer(schemas.below()), pointer(schemas.above()), version_table, seen);
  }
  if (!done) return server_trouble(done.error(), cluster_);
  return {};
}

Result<void> RowSteps::prove(const PlannedStep& step, StepEvidence& seen) {
  if (!on_) return {};
  QueryOutcome<bool> done = true;
  if (step.kind == StepKind::downgrade) done = proof_.after_downgrade(seen);
  if (step.second_upgrade) done = proof_.after_upgrade(seen);
  if (!done) return server_trouble(done.error(), cluster_);
  return {};
}

Result<void> RowSteps::try_without(
    const PlannedStep& step, const AlembicCommand& command, StepEvidence& seen,
    const std::function<Result<StepResult>(const AlembicCommand&)>& run) {
  const bool with_rows = step.kind == StepKind::downgrade || step.second_upgrade;
  if (!with_rows || proof_.rows_put() == 0 || seen.end != StepEnd::told) return {};
  seen.rows_put = proof_.rows_put();
  const auto taken = proof_.take_out();
  if (!taken) return server_trouble(taken.error(), cluster_);
  if (!*taken) return {};
  const auto again = run(command);
  if (!again) return again.error();
  seen.passes_without_rows = again->passed;
  if (!again->passed || !step.stair || step.second_upgrade) return {};
  const auto back = run({"upgrade", step.revision});
  return back ? Result<void>() : back.error();
}

}  // namespace gate

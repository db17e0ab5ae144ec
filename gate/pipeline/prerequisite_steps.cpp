#include "gate/pipeline/prerequisite_steps.h"

#include "gate/pipeline/baseline.h"
#include "gate/pipeline/prerequisites.h"
#include "gate/pipeline/server_trouble.h"

namespace gate {
namespace {

Failure failure_of(const QueryFailure& failure, const std::string& statement) {
  Failure result;
  result.sql = failure.sql;
  if (result.sql->statement.empty()) result.sql->statement = statement;
  return result;
}

}  // namespace

Result<void> PrerequisiteSteps::run(const Prerequisite& prerequisite, StepEvidence& seen) {
  if (const auto* file = std::get_if<SeedFile>(&prerequisite.what)) return run_file(*file, seen);
  const auto applied = apply(connection_, prerequisite);
  seen.end = StepEnd::told;
  if (applied) {
    seen.status = StepStatus::passed;
    return {};
  }
  seen.status = StepStatus::failed;
  seen.failure = failure_of(applied.error(), seen.command);
  if (is_server_trouble(applied.error())) return server_trouble(applied.error(), cluster_);
  return {};
}

Result<void> PrerequisiteSteps::run_file(const SeedFile& file, StepEvidence& seen) {
  const auto refused = files_.supply(file, evidence_, seen);
  seen.end = StepEnd::told;
  seen.status = refused || seen.second_time ? StepStatus::failed : StepStatus::passed;
  if (refused && is_server_trouble(*refused)) return server_trouble(*refused, cluster_);
  if (refused && !seen.failure) seen.failure = failure_of(*refused, seen.command);
  return {};
}

Result<void> PrerequisiteSteps::run_baseline(const Declaration& declaration,
                                             const RevisionGraph& graph, StepEvidence& seen) {
  const auto refused = apply_baseline(*declaration.baseline, connection_, evidence_, seen);
  if (!refused) return refused.error();
  if (*refused && is_server_trouble(**refused)) return server_trouble(**refused, cluster_);
  if (*refused) return {};
  return agree_with_baseline(declaration, graph, connection_);
}

}  // namespace gate

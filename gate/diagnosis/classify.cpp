#include "gate/diagnosis/classify.h"

#include <array>

namespace gate {
namespace {

// In this order: what cannot be read hides what is behind it.
constexpr std::array<GraphCause, 5> graph_causes{
    causes::migration_error_in_files, causes::duplicate_revision, causes::broken_down_revision,
    causes::revision_cycle, causes::multiple_heads};

// The first that claims a failed step has it; the last one claims whatever is left.
constexpr std::array<StepCause, 5> step_causes{
    causes::timeout_or_lock, causes::seed_failed, causes::irreversible_downgrade,
    causes::postgres_incompatibility, causes::migration_error};

std::optional<Finding> first_claim(const Evidence& evidence, const StepEvidence& step) {
  for (const StepCause cause : step_causes) {
    if (auto finding = cause(evidence, step)) return finding;
  }
  return std::nullopt;
}

// A step that the server failed is the gate's Error, a step that a fault of the graph failed is
// told by that fault.
bool is_the_migrations(const StepEvidence& step) {
  return step.status == StepStatus::failed && step.end != StepEnd::server_died &&
         step.end != StepEnd::not_run;
}

}  // namespace

std::vector<Finding> classify(const Evidence& evidence) {
  std::vector<Finding> findings;
  for (const GraphCause cause : graph_causes) {
    for (const GraphFault& fault : evidence.graph_faults) {
      if (auto finding = cause(evidence, fault)) findings.push_back(std::move(*finding));
    }
  }
  for (const LostPrerequisite& lost : evidence.lost_prerequisites) {
    findings.push_back(causes::prerequisite_lost(evidence, lost));
  }
  for (const StepEvidence& step : evidence.steps) {
    if (!is_the_migrations(step)) continue;
    if (auto finding = first_claim(evidence, step)) findings.push_back(std::move(*finding));
  }
  return findings;
}

}  // namespace gate

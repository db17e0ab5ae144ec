#include "gate/pipeline/graph_steps.h"

#include <algorithm>
#include <set>
#include <string>

#include "gate/diagnosis/finding_of.h"

namespace gate {
namespace {

bool is_about_heads(const GraphFault& fault) {
  return fault.kind == GraphFaultKind::multiple_heads || fault.kind == GraphFaultKind::stray_head ||
         fault.kind == GraphFaultKind::duplicate_revision;
}

std::set<std::string> steps_that_fail(const Evidence& evidence, bool unreadable) {
  const auto& faults = evidence.graph_faults;
  if (unreadable || !std::all_of(faults.begin(), faults.end(), is_about_heads)) {
    return {step_named(evidence, StepKind::upgrade)};
  }
  std::set<std::string> names;
  for (const GraphFault& fault : faults) {
    names.insert(step_named(evidence, StepKind::assert_single_head, fault.branch));
  }
  return names;
}

}  // namespace

std::vector<const StepEvidence*> mark_failed_steps(Evidence& evidence,
                                                   const std::optional<Failure>& unreadable) {
  const auto names = steps_that_fail(evidence, unreadable.has_value());
  std::vector<const StepEvidence*> marked;
  for (StepEvidence& step : evidence.steps) {
    if (names.count(step.name) == 0) continue;
    step.status = StepStatus::failed;
    if (unreadable) {
      step.failure = unreadable;
      step.end = StepEnd::told;
    }
    marked.push_back(&step);
  }
  return marked;
}

}  // namespace gate

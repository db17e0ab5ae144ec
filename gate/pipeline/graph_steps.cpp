#include "gate/pipeline/graph_steps.h"

#include <algorithm>

#include "gate/diagnosis/finding_of.h"

namespace gate {
namespace {

bool is_about_heads(const GraphFault& fault) {
  return fault.kind == GraphFaultKind::multiple_heads || fault.kind == GraphFaultKind::stray_head ||
         fault.kind == GraphFaultKind::duplicate_revision;
}

}  // namespace

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

}  // namespace gate

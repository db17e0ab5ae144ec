#include "gate/pipeline/aim.h"

namespace gate {
namespace {

// `downgrade -1` from a merge revision is an "Ambiguous walk"; its parents are named instead.
Aim aim_downgrade(const RevisionGraph& graph, const std::string& head) {
  const auto parents = graph.parents(head);
  if (parents.empty()) return {{"downgrade", "-1"}, {}};
  return {{"downgrade", graph.is_merge(head) ? parents.front() : "-1"},
          graph.after_downgrade_to(head, parents.front())};
}

}  // namespace

Aim aim(const PlannedStep& step, const RevisionGraph& graph, const std::vector<std::string>& rows) {
  const std::string head = graph.heads().front();
  if (step.kind == StepKind::downgrade) return aim_downgrade(graph, head);
  if (step.kind == StepKind::assert_single_head) return {step.command, rows};
  const bool to_head = step.command.revision == "head";
  const auto target = to_head ? head : graph.resolve(step.command.revision).value();
  return {{step.command.name, to_head ? "head" : target}, graph.expected_versions(target)};
}

}  // namespace gate

#include "gate/pipeline/aim.h"

#include <fmt/format.h>

#include <algorithm>

namespace gate {
namespace {

// The revision that the step is about.
std::string head_of(const PlannedStep& step, const RevisionGraph& graph) {
  if (!step.revision.empty()) return step.revision;
  return step.branch.empty() ? graph.heads().front() : graph.heads_of(step.branch).front();
}

// All bases would go, so only the head's own is named, unless it is the only one there.
Aim down_to_base(const PlannedStep& step, const RevisionGraph& graph, const std::string& head,
                 const std::vector<std::string>& rows) {
  const auto left = graph.after_downgrade(rows, {head});
  const bool alone = graph.after_downgrade(rows, graph.bases()) == left;
  const std::string& branch = step.branch.empty() ? head : step.branch;
  return {{"downgrade", alone ? "base" : branch + "@base"}, left, {}};
}

// `downgrade <parent>` takes down all that follows the parent, so one is named that only the head
// follows. `-1` would do in a plain chain alone: from a merge it is an "Ambiguous walk", and with
// several rows in the database it takes whichever it likes.
Aim aim_downgrade(const PlannedStep& step, const RevisionGraph& graph,
                  const std::vector<std::string>& rows) {
  const std::string head = head_of(step, graph);
  auto parents = graph.parents(head);
  const auto first = std::find(parents.begin(), parents.end(), step.along);
  if (first != parents.end()) std::rotate(parents.begin(), first, first + 1);
  if (parents.empty()) return down_to_base(step, graph, head, rows);
  const auto left = graph.after_downgrade(rows, {head});
  for (const std::string& parent : parents) {
    if (!step.along.empty() && parent != step.along) break;
    if (graph.after_downgrade(rows, graph.children(parent)) != left) continue;
    const bool plain = step.branch.empty() && rows == std::vector{head} && parents.size() == 1 &&
                       !graph.has_dependencies(head);
    return {{"downgrade", plain ? "-1" : parent}, left, {}};
  }
  // Its siblings stay where the branch is named, from Alembic 1.6 on; before, they go as well.
  return {{"downgrade", fmt::format("{}@{}", head, parents.front())},
          left,
          graph.after_downgrade(rows, graph.children(parents.front()))};
}

Aim aim_upgrade(const PlannedStep& step, const RevisionGraph& graph,
                const std::vector<std::string>& rows) {
  const std::string& to = step.command.revision;
  const bool to_head = to == "head" || to == step.branch + "@head";
  const auto target = to_head ? head_of(step, graph) : graph.resolve(to).value();
  return {{step.command.name, to_head ? to : target}, graph.after_upgrade(rows, target), {}};
}

}  // namespace

Aim aim(const PlannedStep& step, const RevisionGraph& graph, const std::vector<std::string>& rows) {
  if (step.kind == StepKind::downgrade) return aim_downgrade(step, graph, rows);
  if (step.kind == StepKind::assert_single_head) return {step.command, rows, {}};
  if (step.kind == StepKind::stamp) {
    const auto stamped = graph.resolve(step.command.revision).value();
    return {{"stamp", stamped}, {stamped}, {}};
  }
  return aim_upgrade(step, graph, rows);
}

}  // namespace gate

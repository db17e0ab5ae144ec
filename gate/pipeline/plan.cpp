#include "gate/pipeline/plan.h"

#include <fmt/format.h>

#include <algorithm>
#include <numeric>

#include "gate/tree/prerequisite_sql.h"

namespace gate {
namespace {

std::vector<std::size_t> in_order(const Declaration& declaration, const RevisionGraph* graph) {
  std::vector<std::size_t> order(declaration.prerequisites.size());
  std::iota(order.begin(), order.end(), std::size_t{0});
  // Before the first revision, then along the chain; as declared where that is all that is known.
  const auto place = [&](std::size_t index) -> std::size_t {
    const std::string& after = declaration.prerequisites[index].after;
    if (after.empty()) return 0;
    if (graph == nullptr) return 1;
    const auto revision = graph->resolve(after);
    return revision ? 1 + graph->position(*revision) : 1;
  };
  std::stable_sort(order.begin(), order.end(),
                   [&](std::size_t left, std::size_t right) { return place(left) < place(right); });
  return order;
}

PlannedStep alembic_step(StepKind kind, std::string name, AlembicCommand command) {
  return {kind, std::move(name), std::move(command), std::nullopt, false};
}

}  // namespace

std::vector<PlannedStep> plan(const Declaration& declaration, const RevisionGraph* graph) {
  std::vector<PlannedStep> steps;
  const std::string& title = declaration.title;
  std::string reached;
  for (const std::size_t index : in_order(declaration, graph)) {
    const Prerequisite& prerequisite = declaration.prerequisites[index];
    if (!prerequisite.after.empty() && prerequisite.after != reached) {
      reached = prerequisite.after;
      steps.push_back(alembic_step(
          StepKind::upgrade, fmt::format("{} — alembic upgrade to {} (pre-seed)", title, reached),
          {"upgrade", reached}));
    }
    steps.push_back({StepKind::prerequisite,
                     fmt::format("{} — {} (required by {})", title, prerequisite.label,
                                 prerequisite.required_by),
                     {},
                     index,
                     false});
  }
  steps.push_back(alembic_step(StepKind::upgrade, fmt::format("{} — alembic upgrade head", title),
                               {"upgrade", "head"}));
  steps.push_back(alembic_step(StepKind::assert_single_head,
                               fmt::format("{} — assert single head", title), {"heads", ""}));
  steps.push_back(alembic_step(StepKind::downgrade,
                               fmt::format("{} — downgrade -1 (reversibility check)", title),
                               {"downgrade", "-1"}));
  steps.push_back(alembic_step(StepKind::upgrade,
                               fmt::format("{} — alembic upgrade head (round trip)", title),
                               {"upgrade", "head"}));
  steps.back().second_upgrade = true;
  return steps;
}

StepEvidence not_run(const PlannedStep& step, const Declaration& declaration) {
  StepEvidence evidence;
  evidence.kind = step.kind;
  evidence.name = step.name;
  evidence.second_upgrade = step.second_upgrade;
  evidence.command = step.command.revision.empty()
                         ? step.command.name
                         : step.command.name + " " + step.command.revision;
  if (step.prerequisite) {
    evidence.command = readable_sql(declaration.prerequisites[*step.prerequisite]);
  }
  return evidence;
}

}  // namespace gate

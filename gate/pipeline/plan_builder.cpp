#include "gate/pipeline/plan_builder.h"

#include <fmt/format.h>

#include <algorithm>
#include <numeric>

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

}  // namespace

PlanBuilder::PlanBuilder(const Declaration& declaration, const RevisionGraph* graph)
    : declaration_(declaration), graph_(graph), waiting_(in_order(declaration, graph)) {}

PlannedStep& PlanBuilder::add(StepKind kind, const std::string& words, AlembicCommand command) {
  PlannedStep& step = steps_.emplace_back();
  step.kind = kind;
  step.name = fmt::format("{} — {}", declaration_.title, words);
  step.command = std::move(command);
  step.branch = branch_;
  return step;
}

void PlanBuilder::begin_at_baseline() {
  if (!declaration_.baseline) return;
  std::erase_if(waiting_, [&](std::size_t index) {
    if (!declaration_.prerequisites[index].after.empty()) return false;
    add_prerequisite(index);
    return true;
  });
  const Baseline& baseline = *declaration_.baseline;
  add(StepKind::baseline, "apply baseline " + baseline.shown, {});
  if (baseline.revision == "base") return;
  add(StepKind::stamp, fmt::format("alembic stamp {} (baseline)", baseline.revision),
      {"stamp", baseline.revision});
}

void PlanBuilder::supply(const std::function<bool(const Prerequisite&)>& wanted,
                         std::string reached) {
  const auto is_reached = [&](const std::string& after) {
    const auto resolved = graph_ == nullptr ? Result<std::string>(after) : graph_->resolve(after);
    return after == reached || (resolved && *resolved == reached) || is_in_baseline(after);
  };
  std::erase_if(waiting_, [&](std::size_t index) {
    const Prerequisite& one = declaration_.prerequisites[index];
    if (!wanted(one)) return false;
    if (!one.after.empty() && !is_reached(one.after)) {
      reached = one.after;
      add(StepKind::upgrade, fmt::format("alembic upgrade to {} (pre-seed)", reached),
          {"upgrade", reached});
    }
    add_prerequisite(index);
    return true;
  });
}

bool PlanBuilder::is_in_baseline(const std::string& revision) const {
  if (!declaration_.baseline) return false;
  const std::string& stamped = declaration_.baseline->revision;
  if (graph_ == nullptr) return revision == stamped;
  const auto top = graph_->resolve(stamped);
  const auto one = graph_->resolve(revision);
  if (!top || !one) return false;
  const auto below = graph_->ancestors(*top);
  return *one == *top || std::find(below.begin(), below.end(), *one) != below.end();
}

std::string PlanBuilder::irreversible(const std::string& revision) const {
  for (const Irreversible& one : declaration_.irreversible) {
    const auto resolved =
        graph_ == nullptr ? Result<std::string>(one.revision) : graph_->resolve(one.revision);
    if (!resolved || *resolved != revision) continue;
    return fmt::format("{} is declared irreversible: {}{}", revision, one.reason,
                       one.reference.empty() ? "" : fmt::format(" ({})", one.reference));
  }
  return {};
}

void PlanBuilder::add_prerequisite(std::size_t index) {
  const Prerequisite& one = declaration_.prerequisites[index];
  add(StepKind::prerequisite, fmt::format("{} (required by {})", one.label, one.required_by), {})
      .prerequisite = index;
}

}  // namespace gate

#include "gate/report/html/shown_steps.h"

#include <fmt/format.h>

#include <set>

namespace gate::html {
namespace {

bool is_plain_stair(const StepEvidence& step) {
  return step.stair && step.status != StepStatus::failed && step.how_it_ended.empty();
}

std::string name_of(const StepEvidence& step) {
  if (step.end == StepEnd::told || step.how_it_ended.empty()) return step.name;
  return fmt::format("{} ({})", step.name, step.how_it_ended);
}

std::string name_of_stairs(const TreeReport& tree, const ShownStep& shown) {
  std::set<std::string> revisions;
  for (const StepEvidence* step : shown.steps) revisions.insert(step->revision);
  const auto range = revisions.size() == 1
                         ? *revisions.begin()
                         : fmt::format("{} revisions, {} to {}", revisions.size(),
                                       shown.steps.front()->revision, shown.steps.back()->revision);
  return fmt::format("{} — stairway: {}{}", tree.title, range,
                     shown.status == StepStatus::passed ? ", up, down and up again" : "");
}

}  // namespace

std::vector<ShownStep> shown_steps(const TreeReport& tree) {
  std::vector<ShownStep> all;
  for (const StepEvidence& step : tree.steps) {
    const bool joins = is_plain_stair(step) && !all.empty() &&
                       is_plain_stair(*all.back().steps.front()) &&
                       all.back().status == step.status;
    if (!joins) all.push_back({name_of(step), step.status, 0, {}});
    all.back().steps.push_back(&step);
    all.back().duration_ms += step.duration_ms;
    if (step.stair && is_plain_stair(step)) all.back().name = name_of_stairs(tree, all.back());
  }
  return all;
}

}  // namespace gate::html

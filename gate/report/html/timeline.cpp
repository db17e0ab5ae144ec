#include "gate/report/html/timeline.h"

#include <algorithm>
#include <cmath>

#include "gate/report/html/shown_steps.h"

namespace gate::html {
namespace {

constexpr double most_ticks = 6;

bool ran(const StepEvidence& step) {
  return step.status != StepStatus::skipped && step.begun != Clock::time_point();
}

// 1, 2 or 5 times a power of ten, so that the axis has a handful of them.
double tick_length(double length_ms) {
  const double least = length_ms / most_ticks;
  const double power = std::pow(10, std::floor(std::log10(least)));
  for (const double round : {1.0, 2.0, 5.0}) {
    if (round * power >= least) return round * power;
  }
  return 10 * power;
}

std::vector<double> ticks(double length_ms) {
  std::vector<double> all;
  const double each = tick_length(length_ms);
  for (std::size_t at = 0; each * static_cast<double>(at) <= length_ms; ++at) {
    all.push_back(each * static_cast<double>(at));
  }
  return all;
}

// "Raptor — alembic upgrade head" stands below "Raptor".
std::string without_tree(const std::string& name, const std::string& title) {
  const auto start = title + " — ";
  return name.compare(0, start.size(), start) == 0 ? name.substr(start.size()) : name;
}

TimelineTree tree_of(const Report& report, const TreeReport& tree, double length_ms) {
  TimelineTree shown{tree.title, {}};
  for (const ShownStep& step : shown_steps(tree)) {
    TimelineRow row{without_tree(step.name, tree.title), step.status, step.duration_ms, {}};
    for (const StepEvidence* one : step.steps) {
      if (!ran(*one)) continue;
      row.bars.push_back(
          {std::max(since(report.begun, *one), 0.0) / length_ms, one->duration_ms / length_ms});
    }
    if (!row.bars.empty()) shown.rows.push_back(row);
  }
  return shown;
}

}  // namespace

Timeline timeline_of(const Report& report) {
  Timeline timeline;
  timeline.length_ms = report.duration_ms;
  for (const TreeReport& tree : report.trees) {
    for (const StepEvidence& step : tree.steps) {
      if (!ran(step)) continue;
      timeline.length_ms =
          std::max(timeline.length_ms, since(report.begun, step) + step.duration_ms);
    }
  }
  if (timeline.length_ms <= 0) return timeline;
  timeline.ticks_ms = ticks(timeline.length_ms);
  for (const TreeReport& tree : report.trees) {
    auto shown = tree_of(report, tree, timeline.length_ms);
    if (!shown.rows.empty()) timeline.trees.push_back(std::move(shown));
  }
  return timeline;
}

}  // namespace gate::html

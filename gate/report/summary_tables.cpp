#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "gate/report/markdown_text.h"
#include "gate/report/mending.h"
#include "gate/report/shown_steps.h"
#include "gate/report/summary_parts.h"

namespace gate {
namespace {

constexpr std::size_t most_trees = 100;
constexpr std::size_t most_steps = 200;
constexpr int bar_cells = 24;

std::string_view word(Verdict verdict) {
  switch (verdict) {
    case Verdict::pass:
      return "✅ passed";
    case Verdict::fail:
      return "❌ failed";
    case Verdict::error:
      return "⚠️ no verdict";
  }
  return "";
}

std::string_view word(StepStatus status) {
  switch (status) {
    case StepStatus::passed:
      return "✅ passed";
    case StepStatus::failed:
      return "❌ failed";
    case StepStatus::skipped:
      return "⏭️ skipped";
  }
  return "";
}

double duration_of(const TreeReport& tree) {
  double sum = 0;
  for (const auto& step : tree.steps) sum += step.duration_ms;
  return sum;
}

std::string row(const TreeReport& tree) {
  const Finding* first = first_to_mend(tree.findings);
  std::string found = tree.note.empty() ? "" : markdown_prose(tree.note);
  std::string where;
  std::string owner;
  if (first != nullptr) {
    found = markdown_prose(kind_and_mode(*first));
    if (tree.findings.size() > 1) found += fmt::format(" and {} more", tree.findings.size() - 1);
    where =
        markdown_code_cell(place_of(first->path.empty() ? first->file : first->path, first->line));
    owner = markdown_prose(to_string(first->owner));
  }
  return fmt::format("| {} | {} | {} | {} | {} | {:.2f} s |\n", markdown_prose(tree.title),
                     word(tree.verdict), found, where, owner, duration_of(tree) / 1000);
}

// When a step ran, seen over the whole run.
std::string bar(double begin_ms, double duration_ms, double whole_ms) {
  if (whole_ms <= 0) return {};
  const auto cell = [&](double at) {
    return std::clamp(static_cast<int>(std::floor(at / whole_ms * bar_cells)), 0, bar_cells - 1);
  };
  std::string out;
  for (int at = 0; at < bar_cells; ++at) {
    out += at >= cell(begin_ms) && at <= cell(begin_ms + duration_ms) ? "█" : "░";
  }
  return "`" + out + "`";
}

std::string row(const Report& report, const StepEvidence& step) {
  const bool ran = step.begun != Clock::time_point();
  const double begin = ran ? since(report.begun, step) : 0;
  const auto started = ran ? fmt::format("{:.2f} s", begin / 1000) : std::string();
  const bool skipped = step.status == StepStatus::skipped;
  const auto took = skipped ? std::string() : fmt::format("{:.2f} s", step.duration_ms / 1000);
  return fmt::format("| {} | {} | {} | {} | {} |\n", markdown_prose(step.name), word(step.status),
                     started, took, ran ? bar(begin, step.duration_ms, report.duration_ms) : "");
}

}  // namespace

std::string summary_table(const Report& report) {
  if (report.trees.empty()) return {};
  std::string out =
      "| Tree | Verdict | Found | Where | Who mends it | Steps took |\n"
      "|---|---|---|---|---|---|\n";
  const auto shown = std::min(report.trees.size(), most_trees);
  for (std::size_t at = 0; at < shown; ++at) out += row(report.trees[at]);
  if (shown < report.trees.size()) {
    out += fmt::format("\n{} more trees are in the log.\n", report.trees.size() - shown);
  }
  return out + '\n';
}

std::string summary_timeline(const Report& report) {
  std::string rows;
  std::size_t shown = 0;
  std::size_t all = 0;
  for (const auto& tree : report.trees) {
    for (const auto& step : shown_steps(tree)) {
      if (++all > most_steps) continue;
      rows += row(report, step);
      ++shown;
    }
  }
  if (rows.empty()) return {};
  std::string out =
      "## Timeline\n\n| Step | | Started after | Took | |\n|---|---|---:|---:|---|\n" + rows;
  if (shown < all) out += fmt::format("\n{} more steps are in the log.\n", all - shown);
  return out + '\n';
}

}  // namespace gate

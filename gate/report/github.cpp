#include "gate/report/github.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include "gate/report/annotations.h"
#include "gate/report/printable.h"
#include "gate/report/shown_steps.h"
#include "gate/report/terminal_parts.h"
#include "gate/report/workflow_command.h"
#include "gate/report/wrap.h"

namespace gate {
namespace {

constexpr int title_width = 200;
constexpr std::size_t all = std::string::npos;

// The text with the runner told not to look for commands in it.
std::string not_commands(const std::string& text, const std::string& stop_token) {
  if (text.empty()) return {};
  return workflow_command("stop-commands", {}, stop_token) + text + "::" + stop_token + "::\n";
}

std::string_view sign_of(StepStatus status) {
  switch (status) {
    case StepStatus::passed:
      return "✓";
    case StepStatus::failed:
      return "✗";
    case StepStatus::skipped:
      return "-";
  }
  return "-";
}

std::string title_of(const StepEvidence& step) {
  std::string ending(to_string(step.status));
  if (step.status != StepStatus::skipped) {
    ending += fmt::format(" in {:.2f} s", step.duration_ms / 1000);
  }
  if (step.end != StepEnd::told && !step.how_it_ended.empty()) {
    ending += fmt::format(" ({})", printable_line(step.how_it_ended));
  }
  return fmt::format("{} {}: {}", sign_of(step.status),
                     shortened(printable_line(step.name), title_width), ending);
}

// As it is issued by hand: what prerequisites and baselines do is SQL.
std::string command_of(const StepEvidence& step) {
  const bool sql = step.kind == StepKind::prerequisite || step.kind == StepKind::baseline;
  return step.command.empty() || sql ? step.command : "alembic " + step.command;
}

std::string body_of(const StepEvidence& step, const TextStyle& style) {
  TextStyle whole = style;
  whole.width =
      unbounded_width;  // GitHub wraps by itself, and a path that is broken cannot be copied
  Page page(whole);
  page.quote("command", printable(command_of(step)), all);
  page.field("revisions", printable_line(fmt::format("{}", fmt::join(step.applied, ", "))));
  page.field("", unfilled_words(step.unfilled, true));
  if (step.status == StepStatus::failed && step.failure) {
    page.quote("traceback", printable(step.failure->traceback), all);
  }
  page.quote("printed", printable(step.output_tail), all);
  return page.take();
}

std::string group(const StepEvidence& step, const TextStyle& style, const std::string& stop_token) {
  return workflow_command("group", {}, title_of(step)) +
         not_commands(body_of(step, style), stop_token) + workflow_command("endgroup", {}, "");
}

bool is_red(const TreeReport& tree) { return tree.verdict != Verdict::pass; }

std::string words(const Report& report, const TextStyle& style) {
  Page page(style);
  for (const auto& tree : report.trees) {
    for (const auto& finding : tree.findings) write_finding(page, finding);
    if (is_red(tree)) write_by_hand(page, tree);
  }
  for (const auto& error : report.errors) write_error(page, error);
  for (const auto& tree : report.trees) write_needs(page, tree);
  for (const auto& tree : report.trees) write_kept(page, tree);
  write_verdict(page, report);
  return page.take();
}

}  // namespace

std::string render_github(const Report& report, const TextStyle& style,
                          const std::string& stop_token) {
  std::string out;
  for (const auto& tree : report.trees) {
    for (const auto& step : shown_steps(tree)) out += group(step, style, stop_token);
  }
  out += not_commands(words(report, style), stop_token);
  const auto [shown, left_out] = annotations(report);
  return out + as_commands(shown) + without_command(left_out_words(left_out));
}

}  // namespace gate

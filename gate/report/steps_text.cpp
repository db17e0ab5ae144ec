#include <fmt/format.h>
#include <fmt/ranges.h>

#include "gate/report/printable.h"
#include "gate/report/shown_steps.h"
#include "gate/report/terminal_parts.h"
#include "gate/report/workflow_command.h"

namespace gate {
namespace {

constexpr std::size_t tail_lines = 10;
constexpr int step_indent = 24;

struct Sign {
  std::string_view text;
  Tone tone;
};

Sign sign_of(StepStatus status) {
  switch (status) {
    case StepStatus::passed:
      return {"✓ passed ", Tone::good};
    case StepStatus::failed:
      return {"✗ failed ", Tone::bad};
    case StepStatus::skipped:
      return {"- skipped", Tone::faint};
  }
  return {"- skipped", Tone::faint};
}

std::string server_of(const ServerFacts& server) {
  if (server.kind.empty()) return {};
  auto words = fmt::format("PostgreSQL {}, {}", server.version, server.kind);
  if (!server.why.empty()) words += fmt::format(" ({})", printable_line(server.why));
  return words;
}

std::string heading(const TreeReport& tree) {
  std::vector<std::string> parts;
  for (const auto& part : {server_of(tree.server), printable_line(tree.python)}) {
    if (!part.empty()) parts.push_back(part);
  }
  if (!tree.heads.empty()) {
    parts.push_back(fmt::format("{} {}", tree.heads.size() == 1 ? "head" : "heads",
                                printable_line(fmt::format("{}", fmt::join(tree.heads, ", ")))));
  }
  return fmt::format("{}", fmt::join(parts, "; "));
}

std::string name_of(const StepEvidence& step) {
  auto name = printable_line(step.name);
  if (step.end != StepEnd::told && !step.how_it_ended.empty()) {
    name += fmt::format(" ({})", printable_line(step.how_it_ended));
  }
  return name;
}

std::string mark(const Page& page, const Sign& sign, StepStatus status) {
  return page.style().plain ? fmt::format("{:<7}", to_string(status))
                            : page.paint(sign.tone, sign.text);
}

void write_step(Page& page, const StepEvidence& step) {
  const auto sign = sign_of(step.status);
  const auto duration = step.status == StepStatus::skipped
                            ? std::string()
                            : fmt::format("{:.2f} s", step.duration_ms / 1000);
  const auto start = fmt::format("  {} {:>10}  ", mark(page, sign, step.status), duration);
  page.paragraph(start, name_of(step), step_indent);
  const auto unfilled = unfilled_words(step.unfilled, page.style().verbose);
  if (!unfilled.empty()) page.paragraph(std::string(step_indent, ' '), unfilled, step_indent);
}

}  // namespace

void write_steps(Page& page, const TreeReport& tree) {
  page.line(page.paint(Tone::strong, printable_line(tree.title)));
  if (const auto facts = heading(tree); !facts.empty()) page.paragraph("  ", facts, 2);
  if (!tree.note.empty()) page.paragraph("  ", printable(tree.note), 2);
  for (const StepEvidence& step : shown_steps(tree)) write_step(page, step);
  page.line();
}

void write_evidence(Page& page, const TreeReport& tree) {
  const bool verbose = page.style().verbose;
  bool failed = false;
  for (const auto& step : tree.steps) {
    if (step.status != StepStatus::failed) continue;
    failed = true;
    const auto traceback = verbose && step.failure ? printable(step.failure->traceback) : "";
    const auto output = printable(step.output_tail);
    if (traceback.empty() && output.empty()) continue;
    page.line(fmt::format("output of {}", printable_line(step.name)));
    page.quote_end("traceback", traceback, std::string::npos);
    page.quote_end("printed", output, verbose ? std::string::npos : tail_lines);
    page.line();
  }
  if (failed) write_by_hand(page, tree);
}

void write_by_hand(Page& page, const TreeReport& tree) {
  if (tree.reproduce.empty()) return;
  page.line(fmt::format("{} by hand", printable_line(tree.title)));
  for (const auto& command : tree.reproduce) {
    // Not wrapped: it is there to be pasted.
    page.line(harmless_lines("  " + command));
  }
  page.line();
}

}  // namespace gate

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <iterator>
#include <set>

#include "gate/report/printable.h"
#include "gate/report/terminal_parts.h"
#include "gate/report/wrap.h"

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

void write_step(Page& page, const StepEvidence& step) {
  const auto sign = sign_of(step.status);
  const auto duration = step.status == StepStatus::skipped
                            ? std::string()
                            : fmt::format("{:.2f} s", step.duration_ms / 1000);
  const auto start = fmt::format("  {} {:>10}  ", page.paint(sign.tone, sign.text), duration);
  page.paragraph(start, name_of(step), step_indent);
  const auto unfilled = unfilled_words(step.unfilled, page.style().verbose);
  if (!unfilled.empty()) page.paragraph(std::string(step_indent, ' '), unfilled, step_indent);
}

// Stairs that came to the same end, and of which nothing has to be said, are one line.
bool is_plain_stair(const StepEvidence& step) {
  return step.stair && step.status != StepStatus::failed && step.how_it_ended.empty();
}

// The same table again is not said again.
void add_new(const std::vector<UnfilledTable>& from, std::vector<UnfilledTable>& to) {
  for (const UnfilledTable& one : from) {
    if (std::none_of(to.begin(), to.end(),
                     [&](const UnfilledTable& other) { return other.table == one.table; })) {
      to.push_back(one);
    }
  }
}

using Step = std::vector<StepEvidence>::const_iterator;

Step write_stairs(Page& page, const TreeReport& tree, Step first) {
  StepEvidence all = *first;
  all.duration_ms = 0;
  all.unfilled.clear();
  std::set<std::string> revisions;
  Step next = first;
  for (; next != tree.steps.end() && is_plain_stair(*next) && next->status == first->status;
       ++next) {
    all.duration_ms += next->duration_ms;
    add_new(next->unfilled, all.unfilled);
    revisions.insert(next->revision);
  }
  const auto range = revisions.size() == 1
                         ? *revisions.begin()
                         : fmt::format("{} revisions, {} to {}", revisions.size(), first->revision,
                                       std::prev(next)->revision);
  all.name = fmt::format("{} — stairway: {}{}", tree.title, range,
                         all.status == StepStatus::passed ? ", up, down and up again" : "");
  write_step(page, all);
  return next;
}

}  // namespace

void write_steps(Page& page, const TreeReport& tree) {
  page.line(page.paint(Tone::strong, printable_line(tree.title)));
  if (const auto facts = heading(tree); !facts.empty()) page.paragraph("  ", facts, 2);
  if (!tree.note.empty()) page.paragraph("  ", printable(tree.note), 2);
  for (auto step = tree.steps.begin(); step != tree.steps.end();) {
    if (is_plain_stair(*step)) {
      step = write_stairs(page, tree, step);
    } else {
      write_step(page, *step++);
    }
  }
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
  if (!failed || tree.reproduce.empty()) return;
  page.line(fmt::format("{} by hand", printable_line(tree.title)));
  for (const auto& command : tree.reproduce) {
    // Not wrapped: it is there to be pasted.
    page.line("  " + printable(command));
  }
  page.line();
}

}  // namespace gate

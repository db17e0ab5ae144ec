#include <fmt/format.h>

#include "gate/report/page.h"
#include "gate/report/printable.h"
#include "gate/report/triage.h"
#include "gate/report/wrap.h"

namespace gate {
namespace {

constexpr std::size_t evidence_lines = 8;
constexpr int number_width = 8;

std::string title_of(const Finding& finding) {
  return finding.mode.empty() ? finding.kind
                              : fmt::format("{}, failure mode {}", finding.kind, finding.mode);
}

void write_line(Page& page, const LogLine& line) {
  const std::string text = printable_line(line.text);
  const int room = std::max(20, page.style().width - number_width - 4);
  page.line(fmt::format("    {:>{}}  {}", line.number, number_width - 2, shortened(text, room)));
}

void write_evidence(Page& page, const TriageFinding& found) {
  page.line("  proof");
  for (std::size_t at = 0; at < std::min(found.evidence.size(), evidence_lines); ++at) {
    write_line(page, found.evidence[at]);
  }
  if (found.times > 1) page.field("", fmt::format("(said {} times in this log)", found.times));
}

void write_found(Page& page, const TriageFinding& found, bool first) {
  const Finding& finding = found.finding;
  page.paragraph(page.paint(Tone::bad, first ? "cause: " : "also: "),
                 fmt::format("{} [{}]", printable(finding.message), title_of(finding)), 2);
  page.field("sure", std::string(to_string(found.confidence)));
  page.field("step", printable_line(finding.step));
  page.field("revision", printable_line(finding.revision));
  page.field("sqlstate", printable_line(finding.sqlstate));
  write_evidence(page, found);
  page.advice("fix", printable(finding.fix));
  std::string owner = fmt::format("{} mends it", to_string(finding.owner));
  if (!finding.verifier.empty()) owner += fmt::format(", {} verifies", finding.verifier);
  page.field("owner", owner);
  for (const auto& person : finding.escalate) page.field("escalate", printable(person));
  page.field("more", fmt::format("gate explain {}", finding.kind));
  page.line();
}

}  // namespace

std::string render_triage_text(const TriageReport& report, std::string_view name,
                               const TextStyle& style) {
  Page page(style);
  for (const TriageFinding& found : report.findings) {
    write_found(page, found, &found == &report.findings.front());
  }
  if (!report.findings.empty()) return page.take();
  const std::string log = name == "-" ? "the log" : printable_line(name);
  if (report.failed) {
    page.paragraph(page.paint(Tone::warning, "no known cause: "),
                   fmt::format("{} shows a failure that gate has no cause for", log), 2);
  } else {
    page.paragraph(page.paint(Tone::good, "no known cause: "),
                   fmt::format("nothing in {} says that anything failed", log), 2);
  }
  if (report.looks_like) {
    page.line("  what looks most like one:");
    write_line(page, *report.looks_like);
  }
  return page.take();
}

}  // namespace gate

#include <fmt/format.h>
#include <fmt/ranges.h>

#include "gate/report/printable.h"
#include "gate/report/terminal_parts.h"
#include "gate/report/utf8.h"

namespace gate {
namespace {

constexpr std::size_t statement_lines = 12;
constexpr int message_indent = 2;

Tone tone_of(Severity severity) {
  switch (severity) {
    case Severity::note:
      return Tone::strong;
    case Severity::warning:
      return Tone::warning;
    case Severity::error:
    case Severity::sev2:
      return Tone::bad;
  }
  return Tone::bad;
}

std::string place(const Finding& finding) {
  if (finding.line == 0) return printable_line(finding.file);
  return fmt::format("{}:{}", printable_line(finding.file), finding.line);
}

std::string who(const Finding& finding) {
  std::string words = fmt::format("{} mends it", to_string(finding.owner));
  if (!finding.verifier.empty() && finding.verifier != to_string(finding.owner)) {
    words += fmt::format(", {} verifies", printable_line(finding.verifier));
  }
  return words;
}

std::string kind_of(const Finding& finding) {
  return finding.mode.empty() ? finding.kind
                              : fmt::format("{}, failure mode {}", finding.kind, finding.mode);
}

}  // namespace

void write_finding(Page& page, const Finding& finding) {
  const auto severity = fmt::format("{}: ", to_string(finding.severity));
  page.paragraph(page.paint(tone_of(finding.severity), severity),
                 fmt::format("{} [{}]", printable(finding.message), kind_of(finding)),
                 message_indent);
  page.field("in", place(finding));
  page.field("step", printable_line(finding.step));
  page.field("revision", printable_line(finding.revision));
  page.field("sqlstate", printable_line(finding.sqlstate));
  page.quote("statement", printable(finding.statement),
             page.style().verbose ? std::string::npos : statement_lines);
  page.field("detail", printable(finding.detail));
  page.field("hint", printable(finding.hint));
  page.field("follows", finding.because_of.empty()
                            ? std::string()
                            : fmt::format("from {}; mend that first", finding.because_of));
  page.advice("fix", printable(finding.fix));
  page.field("owner", who(finding));
  for (const auto& person : finding.escalate) page.field("escalate", printable(person));
  page.line();
}

void write_error(Page& page, const Error& error) {
  page.paragraph(page.paint(Tone::bad, "error: "), printable(error.message), message_indent);
  if (!error.hint.empty()) {
    page.paragraph(page.paint(Tone::strong, "hint: "), printable(error.hint), message_indent);
  }
  // A declaration's message names its file.
  const bool named = !error.step.empty() || error.code == ErrorCode::declaration;
  page.field("step", printable_line(error.step));
  if (!named) page.field("tree", printable_line(error.tree));
  page.line();
}

}  // namespace gate

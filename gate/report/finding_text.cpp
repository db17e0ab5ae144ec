#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>

#include "gate/report/find_word.h"
#include "gate/report/mending.h"
#include "gate/report/printable.h"
#include "gate/report/terminal_parts.h"
#include "gate/report/utf8.h"

namespace gate {
namespace {

constexpr std::size_t statement_lines = 8;
constexpr std::size_t detail_lines = 6;
constexpr std::size_t places_shown = 8;
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

std::string place(const Place& one) {
  const std::string where = place_of(one.file, one.line);
  return one.note.empty() ? where : fmt::format("{} {}", where, printable_line(one.note));
}

// A role that fifty migrations name is told by the first of them; the rest is in the JSON.
void write_places(Page& page, const Finding& finding) {
  const std::size_t shown =
      page.style().verbose ? finding.places.size() : std::min(finding.places.size(), places_shown);
  for (std::size_t at = 0; at < shown; ++at) page.field("also", place(finding.places[at]));
  if (shown < finding.places.size()) {
    page.field("", fmt::format("and {} more places (--verbose)", finding.places.size() - shown));
  }
}

std::string more(const Finding& finding) {
  const std::string page = fmt::format("gate explain {}", finding.kind);
  return finding.references.empty()
             ? page
             : fmt::format("{}; {}", page, fmt::join(finding.references, ", "));
}

// What is found in one of the sentences already is not said once more.
bool is_said(const Finding& finding, std::string_view value) {
  const auto has = [&](std::string_view text) { return find_word(text, value) != text.npos; };
  return has(finding.message) || has(finding.detail) || has(finding.fix) ||
         value == finding.revision;
}

void write_facts(Page& page, const Finding& finding) {
  for (const auto& [name, value] : finding.facts) {
    if (page.style().verbose || !is_said(finding, value)) page.field(name, printable(value));
  }
}

void write_statement(Page& page, const Finding& finding) {
  if (page.style().verbose) {
    page.quote("statement", printable(finding.statement), std::string::npos);
  } else if (!excerpt_shows(page, finding, finding.statement)) {
    page.quote("statement", printable(finding.statement), statement_lines);
  }
}

}  // namespace

void write_finding(Page& page, const Finding& finding) {
  const auto severity = fmt::format("{}: ", to_string(finding.severity));
  page.paragraph(page.paint(tone_of(finding.severity), severity),
                 fmt::format("{} [{}]", printable(finding.message), kind_and_mode(finding)),
                 message_indent);
  page.field("in", place_of(finding.file, finding.line));
  write_excerpt(page, finding);
  page.field("step", printable_line(finding.step));
  page.field("revision", printable_line(finding.revision));
  page.field("sqlstate", printable_line(finding.sqlstate));
  write_facts(page, finding);
  write_places(page, finding);
  write_statement(page, finding);
  write_differences(page, finding.differences);
  write_row_changes(page, finding.row_changes);
  page.field("detail", printable(finding.detail),
             page.style().verbose ? std::string::npos : detail_lines);
  page.field("hint", printable(finding.hint));
  page.field("follows", finding.because_of.empty()
                            ? std::string()
                            : fmt::format("from {}; mend that first", finding.because_of));
  page.advice("fix", printable(finding.fix));
  page.advice("declare", printable(finding.declaration));
  page.advice(finding.declaration.empty() ? "declare" : "or", printable(finding.prerequisite));
  page.field("owner", who_mends(finding));
  for (const auto& person : finding.escalate) page.field("escalate", printable(person));
  page.field("more", more(finding));
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
  page.quote("to file", printable(error.issue), std::string::npos);
  page.line();
}

}  // namespace gate

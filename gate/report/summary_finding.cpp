#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>

#include "gate/report/markdown_text.h"
#include "gate/report/mending.h"
#include "gate/report/summary_parts.h"

namespace gate {
namespace {

constexpr std::size_t places_shown = 20;
constexpr std::size_t lines_of_evidence = 40;

std::string row(std::string_view label, const std::string& cell) {
  return cell.empty() ? "" : fmt::format("| {} | {} |\n", label, cell);
}

std::string in_repository(const std::string& path, const std::string& file, int line) {
  return markdown_code_cell(place_of(path.empty() ? file : path, line));
}

std::string facts_table(const Finding& finding) {
  std::string who = "**" + markdown_prose(to_string(finding.owner)) + "** mends it";
  if (!finding.verifier.empty() && finding.verifier != to_string(finding.owner)) {
    who += fmt::format(", **{}** verifies", markdown_prose(finding.verifier));
  }
  std::string table = "| | |\n|---|---|\n";
  table += row("Where", in_repository(finding.path, finding.file, finding.line));
  table += row("Who", who);
  for (const auto& person : finding.escalate) table += row("Tell", markdown_prose(person));
  table += row("Step", markdown_prose(finding.step));
  table += row("Revision", markdown_code_cell(finding.revision));
  if (!finding.because_of.empty()) {
    table += row("Follows from",
                 fmt::format("{}: mend that first", markdown_code_cell(finding.because_of)));
  }
  return table + '\n';
}

std::string excerpt(const Finding& finding) {
  const auto last = finding.excerpt.first_line + static_cast<int>(finding.excerpt.lines.size());
  const auto width = std::to_string(last).size();
  std::string text;
  int number = finding.excerpt.first_line;
  for (const auto& line : finding.excerpt.lines) {
    text +=
        fmt::format("{} {:>{}} | {}\n", number == finding.line ? '>' : ' ', number, width, line);
    ++number;
  }
  return markdown_fence("", text);
}

std::string what_to_do(const Finding& finding) {
  std::string out = "**What to do**\n\n";
  out += markdown_advice(finding.fix.empty() ? finding.hint : finding.fix);
  if (!finding.declaration.empty()) {
    out += "In the tree's declaration:\n\n" + markdown_fence("json", finding.declaration);
  }
  if (!finding.prerequisite.empty()) {
    out += std::string(finding.declaration.empty() ? "In" : "Or in") +
           " `prerequisites` of the tree's declaration:\n\n" +
           markdown_fence("json", finding.prerequisite);
  }
  std::string more = fmt::format("More: `gate explain {}`", finding.kind);
  for (const auto& reference : finding.references) more += "; " + markdown_prose(reference);
  return out + more + "\n\n";
}

std::string other_places(const Finding& finding) {
  std::string list;
  const auto shown = std::min(finding.places.size(), places_shown);
  for (std::size_t at = 0; at < shown; ++at) {
    const Place& one = finding.places[at];
    list += fmt::format("- {} {}\n",
                        markdown_code(place_of(one.path.empty() ? one.file : one.path, one.line)),
                        markdown_prose(one.note));
  }
  if (shown < finding.places.size()) {
    list += fmt::format("- and {} more\n", finding.places.size() - shown);
  }
  return list.empty() ? "" : "Other places:\n\n" + list + '\n';
}

std::string proof(const Finding& finding) {
  std::string out;
  if (!finding.sqlstate.empty()) {
    out += fmt::format("SQLSTATE {}\n\n", markdown_code(finding.sqlstate));
  }
  out += markdown_fence("sql", finding.statement, lines_of_evidence);
  if (!finding.detail.empty()) out += markdown_prose(finding.detail) + "\n\n";
  if (!finding.hint.empty() && !finding.fix.empty()) {
    out += "Hint: " + markdown_prose(finding.hint) + "\n\n";
  }
  std::string facts;
  for (const auto& [name, value] : finding.facts) {
    facts += fmt::format("- {}: {}\n", markdown_prose(name), markdown_code(value));
  }
  if (!facts.empty()) out += facts + '\n';
  return markdown_details("What proves it", out);
}

}  // namespace

std::string summary_finding(const Finding& finding) {
  return fmt::format("### {}: {}\n\n**{}**\n\n", markdown_prose(to_string(finding.severity)),
                     markdown_prose(kind_and_mode(finding)), markdown_prose(finding.message)) +
         facts_table(finding) + excerpt(finding) + what_to_do(finding) + other_places(finding) +
         proof(finding);
}

std::string summary_error(const Error& error) {
  std::string out = fmt::format("### {}\n\n**{}**\n\n", markdown_prose(slug(error.code)),
                                markdown_prose(error.message));
  if (!error.tree.empty()) out += "Tree: " + markdown_code(error.tree) + "\n\n";
  if (!error.step.empty()) out += "Step: " + markdown_prose(error.step) + "\n\n";
  if (!error.hint.empty()) out += "**What to do**\n\n" + markdown_advice(error.hint);
  return out + markdown_details("An issue to file", markdown_fence("", error.issue));
}

}  // namespace gate

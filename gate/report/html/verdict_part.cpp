// How it ended, in words, for all and for each tree.
#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>

#include "gate/report/html/escape.h"
#include "gate/report/html/parts.h"

namespace gate::html {
namespace {

bool interrupted(const Report& report) {
  return std::any_of(report.errors.begin(), report.errors.end(),
                     [](const Error& error) { return error.code == ErrorCode::interrupted; });
}

std::size_t red_trees(const Report& report) {
  return static_cast<std::size_t>(
      std::count_if(report.trees.begin(), report.trees.end(),
                    [](const TreeReport& tree) { return tree.verdict != Verdict::pass; }));
}

std::string lead(const Report& report) {
  const auto trees = counted(report.trees.size(), "tree");
  const auto time = seconds(report.duration_ms);
  switch (report.verdict) {
    case Verdict::pass:
      return fmt::format("{} in {}. Nothing has to be mended.", trees, time);
    case Verdict::fail:
      return fmt::format("{} of {} failed, in {}. What to do, and who does it, is below.",
                         red_trees(report), trees, time);
    case Verdict::error:
      break;
  }
  return interrupted(report)
             ? fmt::format(
                   "The run was interrupted after {} and has no verdict. What is below is what had "
                   "been seen until then.",
                   time)
             : fmt::format(
                   "{} in {}: gate could not work, or cannot vouch for what it saw, and "
                   "gives no verdict.",
                   counted(report.errors.size(), "error"), time);
}

std::string digest(const Finding& finding) {
  auto words = finding.kind;
  if (!finding.file.empty()) words += " in " + one_line(finding.file);
  if (!finding.file.empty() && finding.line > 0) words += fmt::format(":{}", finding.line);
  return words;
}

// What has to be mended; what follows from it goes away with it.
std::string digest(const TreeReport& tree) {
  std::vector<std::string> parts;
  for (const Finding& finding : tree.findings) {
    if (finding.because_of.empty() && finding.severity != Severity::note) {
      parts.push_back(digest(finding));
    }
  }
  if (parts.empty() && tree.note.empty() && tree.verdict == Verdict::pass) return "nothing to mend";
  if (parts.empty()) return one_line(tree.note, 600);
  return one_line(fmt::format("{}", fmt::join(parts, "; ")), 600);
}

Markup tree_row(const TreeReport& tree) {
  const auto status = tree.verdict == Verdict::pass ? StepStatus::passed : StepStatus::failed;
  const Markup verdict = tree.verdict == Verdict::error
                             ? element("span", {{"class", "status failed"}}, "! no verdict")
                             : status_mark(status);
  const auto heads = one_line(fmt::format("{}", fmt::join(tree.heads, ", ")));
  return element("tr", {{"role", "row"}},
                 element("th", {{"scope", "row"}, {"role", "rowheader"}}, one_line(tree.title)) +
                     element("td", {{"role", "cell"}}, verdict) +
                     element("td", {{"role", "cell"}}, digest(tree)) +
                     element("td", {{"role", "cell"}, {"class", "id"}}, heads));
}

}  // namespace

std::string verdict_word(const Report& report) {
  switch (report.verdict) {
    case Verdict::pass:
      return "Passed";
    case Verdict::fail:
      return "Failed";
    case Verdict::error:
      break;
  }
  return interrupted(report) ? "Interrupted" : "No verdict";
}

Markup verdict_part(const Report& report) {
  const auto verdict = std::string(to_string(report.verdict));
  Markup part = element("h1", {{"class", "verdict " + verdict}}, verdict_word(report)) +
                element("p", {{"class", "lead"}}, lead(report));
  if (report.trees.empty()) return part;
  Markup rows;
  for (const TreeReport& tree : report.trees) rows += tree_row(tree);
  // Told by roles, for on a phone its style is that of a list.
  const auto heading = [](std::string_view words) {
    return element("th", {{"scope", "col"}, {"role", "columnheader"}}, words);
  };
  const auto headings =
      heading("Tree") + heading("Verdict") + heading("What to mend") + heading("Head");
  part += element(
      "table", {{"class", "trees"}, {"role", "table"}},
      element("caption", {{"class", "hidden"}}, "The trees and how they ended") +
          element("thead", {{"role", "rowgroup"}}, element("tr", {{"role", "row"}}, headings)) +
          element("tbody", {{"role", "rowgroup"}}, rows));
  return part;
}

}  // namespace gate::html

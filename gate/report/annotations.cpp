#include "gate/report/annotations.h"

#include <fmt/format.h>

#include <algorithm>
#include <map>

#include "gate/report/mending.h"
#include "gate/report/printable.h"
#include "gate/report/workflow_command.h"
#include "gate/report/wrap.h"

namespace gate {
namespace {

constexpr int most_of_a_kind = 10;
constexpr int title_width = 200;  // GitHub cuts at 255
constexpr int line_width = 600;
constexpr std::size_t advice_lines = 6;
constexpr std::size_t most_named = 20;

std::string_view level(Severity severity) {
  switch (severity) {
    case Severity::note:
      return "notice";
    case Severity::warning:
      return "warning";
    case Severity::error:
    case Severity::sev2:
      return "error";
  }
  return "error";
}

// The first lines of it, none of them without end.
std::string brief(std::string_view text, std::size_t most_lines) {
  const std::string safe = printable(text);
  std::string out;
  std::size_t lines = 0;
  for (std::string_view rest = safe; !rest.empty() && lines < most_lines; ++lines) {
    const auto end = std::min(rest.find('\n'), rest.size());
    if (lines > 0) out += '\n';
    out += shortened(rest.substr(0, end), line_width);
    rest.remove_prefix(std::min(end + 1, rest.size()));
    if (!rest.empty() && lines + 1 == most_lines) out += "\n(more in the job's summary)";
  }
  return out;
}

void add_line(std::string& text, std::string_view label, std::string_view words) {
  if (words.empty()) return;
  if (!text.empty()) text += '\n';
  text.append(label).append(words);
}

// A line that could not be read: only another branch has the file, and GitHub could not show it.
bool is_elsewhere(const Finding& finding) {
  return !finding.path.empty() && finding.line > 0 && finding.excerpt.lines.empty();
}

std::string message(const Finding& finding) {
  std::string text = brief(finding.message, 3);
  if (is_elsewhere(finding)) add_line(text, "In ", place_of(finding.path, finding.line));
  if (!finding.because_of.empty()) {
    add_line(text, "Follows from ", finding.because_of + ": mend that first.");
  }
  add_line(text,
           "What to do: ", brief(finding.fix.empty() ? finding.hint : finding.fix, advice_lines));
  if (!finding.prerequisite.empty() || !finding.declaration.empty()) {
    add_line(text, "", "The lines to add to the declaration are in the job's summary.");
  }
  add_line(text, "Who: ", who_mends(finding) + ".");
  for (const auto& person : finding.escalate) add_line(text, "Tell ", brief(person, 1));
  add_line(text, "More: ", fmt::format("gate explain {}", finding.kind));
  return text;
}

Annotation annotation(const TreeReport& tree, const Finding& finding) {
  Annotation one;
  one.level = level(finding.severity);
  if (!is_elsewhere(finding)) one.path = finding.path.empty() ? finding.file : finding.path;
  one.line = one.path.empty() ? 0 : finding.line;
  one.title = shortened(printable_line(fmt::format("{}: {}", tree.title, kind_and_mode(finding))),
                        title_width);
  one.message = message(finding);
  one.name = digest(finding);
  return one;
}

std::vector<Annotation> in_order(const Report& report) {
  std::vector<Annotation> all;
  std::vector<Annotation> follow;
  for (const auto& tree : report.trees) {
    for (const auto& finding : tree.findings) {
      auto& into = finding.because_of.empty() ? all : follow;
      into.push_back(annotation(tree, finding));
    }
  }
  for (const auto& error : report.errors) all.push_back(annotation_of(error));
  all.insert(all.end(), follow.begin(), follow.end());
  return all;
}

}  // namespace

Annotation annotation_of(const Error& error) {
  Annotation one;
  one.level = "error";
  const auto tree = error.tree.empty() ? "" : " in tree " + error.tree;
  one.title =
      shortened(printable_line(fmt::format("gate: {}{}", slug(error.code), tree)), title_width);
  one.message = brief(error.message, 6);
  add_line(one.message, "What to do: ", brief(error.hint, advice_lines));
  one.name = fmt::format("{}{}", slug(error.code), printable_line(tree));
  return one;
}

Annotations annotations(const Report& report) {
  Annotations all;
  std::map<std::string_view, int> counts;
  for (auto& one : in_order(report)) {
    auto& into = ++counts[one.level] <= most_of_a_kind ? all.shown : all.left_out;
    into.push_back(std::move(one));
  }
  return all;
}

std::string as_commands(const std::vector<Annotation>& annotations) {
  std::string lines;
  for (const auto& one : annotations) {
    lines += workflow_command(one.level,
                              {{"file", printable(one.path)},
                               {"line", one.line == 0 ? "" : std::to_string(one.line)},
                               {"title", one.title}},
                              one.message);
  }
  return lines;
}

std::string left_out_words(const std::vector<Annotation>& left_out) {
  if (left_out.empty()) return {};
  std::string names;
  const auto shown = std::min(left_out.size(), most_named);
  for (std::size_t at = 0; at < shown; ++at) {
    names += fmt::format("{}{} ({})", at == 0 ? "" : "; ", left_out[at].name, left_out[at].level);
  }
  if (shown < left_out.size()) names += fmt::format("; and {} more", left_out.size() - shown);
  return fmt::format("not shown beside the code, as GitHub takes {} of a kind: {}\n",
                     most_of_a_kind, names);
}

}  // namespace gate

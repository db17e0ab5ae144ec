#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>

#include "gate/report/html/escape.h"
#include "gate/report/html/parts.h"

namespace gate::html {
namespace {

constexpr std::size_t most_text = 8000;
constexpr std::size_t most_statement = 3000;
constexpr std::size_t most_places = 60;
constexpr std::size_t most_facts = 60;

// A line that begins with a blank or a brace is there to be pasted.
bool is_code(std::string_view line) {
  return !line.empty() && (line.front() == ' ' || line.front() == '{');
}

std::string_view take_line(std::string_view& text) {
  const auto end = std::min(text.find('\n'), text.size());
  const auto line = text.substr(0, end);
  text.remove_prefix(std::min(end + 1, text.size()));
  return line;
}

// What stands between backticks is code; one that has no partner stays.
Markup words(std::string_view line) {
  Markup all;
  for (auto start = line.find('`'); start != line.npos; start = line.find('`')) {
    const auto end = line.find('`', start + 1);
    if (end == line.npos) break;
    all += line.substr(0, start);
    all += element("code", line.substr(start + 1, end - start - 1));
    line.remove_prefix(end + 1);
  }
  return all += line;
}

Markup advice(const std::string& advice_text) {
  const auto shortened = beginning(advice_text, most_text);
  std::string_view text = shortened;
  Markup all;
  std::string code;
  while (!text.empty()) {
    const auto line = take_line(text);
    if (is_code(line)) code.append(line).append("\n");
    if (!code.empty() && (!is_code(line) || text.empty())) {
      all += element("pre", code);
      code.clear();
    }
    if (!is_code(line) && !line.empty()) all += element("p", words(line));
  }
  return all;
}

Markup what_to_do(const Finding& finding) {
  Markup content;
  if (!finding.because_of.empty()) {
    content += element("p", fmt::format("Follows from {}: mend that first.", finding.because_of));
  }
  content += advice(finding.fix);
  if (!finding.declaration.empty()) {
    content += element("p", "Declare, in the tree's declaration:") +
               element("pre", beginning(finding.declaration, most_text));
  }
  if (!finding.prerequisite.empty()) {
    content += element("p", finding.declaration.empty()
                                ? "Declare, among the prerequisites of the tree's declaration:"
                                : "Or, among its prerequisites:") +
               element("pre", beginning(finding.prerequisite, most_text));
  }
  if (content.empty()) return {};
  return element("div", {{"class", "advice"}}, element("h4", "What to do") + content);
}

// Names and values; without a value there is no name either.
class Facts {
 public:
  void add(std::string_view name, std::string_view value) {
    if (value.empty()) return;
    add(name, element("bdi", beginning(value, most_text)));
  }
  void add(std::string_view name, const Markup& value) {
    list_ += element("dt", one_line(name)) + element("dd", value);
  }
  Markup take() { return list_.empty() ? list_ : element("dl", list_); }

 private:
  Markup list_;
};

std::string place(const Place& one) {
  auto where = one.path.empty() ? one.file : one.path;
  if (one.line > 0) where += fmt::format(":{}", one.line);
  return one_line(where);
}

void add_places(Facts& facts, const Finding& finding) {
  const auto shown = std::min(finding.places.size(), most_places);
  for (std::size_t at = 0; at < shown; ++at) {
    const Place& one = finding.places[at];
    facts.add("See also", element("code", place(one)) + " " + element("bdi", one_line(one.note)));
  }
  if (shown < finding.places.size()) {
    facts.add("See also", fmt::format("{} more places, which the JSON report has",
                                      finding.places.size() - shown));
  }
}

Markup who(const Finding& finding) {
  Facts facts;
  facts.add("Who mends it", to_string(finding.owner));
  facts.add("Who verifies", finding.verifier);
  for (const auto& person : finding.escalate) facts.add("Whom to tell", person);
  return facts.take();
}

Markup more(const Finding& finding) {
  Facts facts;
  facts.add("Step", finding.step);
  facts.add("Revision", finding.revision);
  facts.add("SQLSTATE", finding.sqlstate);
  for (std::size_t at = 0; at < std::min(finding.facts.size(), most_facts); ++at) {
    facts.add(finding.facts[at].first, finding.facts[at].second);
  }
  if (!finding.statement.empty()) {
    facts.add("Statement", element("pre", beginning(finding.statement, most_statement)));
  }
  facts.add("Detail", finding.detail);
  facts.add("Hint", finding.hint);
  add_places(facts, finding);
  facts.add("References", fmt::format("{}", fmt::join(finding.references, ", ")));
  return facts.take();
}

std::string where(const Finding& finding) {
  return place({finding.file, finding.line, "", finding.path});
}

Markup kind_line(const TreeReport& tree, const Finding& finding, bool known) {
  auto kind = finding.kind;
  if (!finding.mode.empty()) kind += fmt::format(", failure mode {}", finding.mode);
  return element(
      "p", {{"class", "kind"}},
      element("span", {{"class", "severity"}}, to_string(finding.severity)) + " · " +
          element("bdi", one_line(tree.title)) + " · " +
          (known ? element("a", {{"href", "#cause-" + finding.kind}}, kind) : Markup::text(kind)));
}

}  // namespace

Markup finding_article(const TreeReport& tree, const Finding& finding, std::size_t number,
                       bool known) {
  const auto id = fmt::format("finding-{}", number);
  Markup content =
      kind_line(tree, finding, known) + element("h3", {{"id", id}}, one_line(finding.message, 400));
  if (finding.message.size() > 400) {
    content += element("p", {{"class", "whole"}}, beginning(finding.message, most_text));
  }
  if (!finding.file.empty()) {
    content += element("p", {{"class", "where"}}, element("code", where(finding)));
  }
  content += excerpt_figure(finding) + who(finding) + what_to_do(finding) +
             differences_list(finding.differences) + row_changes_list(finding.row_changes) +
             more(finding);
  return element(
      "article",
      {{"class", fmt::format("finding {}", to_string(finding.severity))}, {"aria-labelledby", id}},
      content);
}

}  // namespace gate::html

// Every step of every tree, as tables.
#include <fmt/format.h>
#include <fmt/ranges.h>

#include "gate/report/html/escape.h"
#include "gate/report/html/parts.h"
#include "gate/report/html/shown_steps.h"

namespace gate::html {
namespace {

constexpr std::size_t most_rows = 1000;

std::string facts_of(const TreeReport& tree) {
  std::vector<std::string> parts;
  if (!tree.server.kind.empty()) {
    parts.push_back(fmt::format("PostgreSQL {}, {}", tree.server.version, tree.server.kind));
    if (!tree.server.why.empty()) parts.back() += fmt::format(" ({})", tree.server.why);
  }
  if (!tree.python.empty()) parts.push_back(tree.python);
  if (!tree.note.empty()) parts.push_back(tree.note);
  return one_line(fmt::format("{}", fmt::join(parts, "; ")), 1000);
}

std::string unfilled(const ShownStep& shown) {
  std::vector<std::string> tables;
  for (const StepEvidence* step : shown.steps) {
    for (const UnfilledTable& one : step->unfilled) {
      tables.push_back(fmt::format("{} ({})", one.table, one.why));
    }
  }
  if (tables.empty()) return {};
  return one_line(fmt::format("Could not be filled: {}", fmt::join(tables, "; ")), 2000);
}

Markup row(const ShownStep& shown) {
  Markup what = element("bdi", one_line(shown.name));
  if (const auto words = unfilled(shown); !words.empty()) {
    what += element("p", {{"class", "aside"}}, words);
  }
  const auto duration = shown.status == StepStatus::skipped ? "" : seconds(shown.duration_ms);
  return element("tr", element("td", status_mark(shown.status)) +
                           element("td", {{"class", "number"}}, duration) +
                           element("th", {{"scope", "row"}}, what));
}

Markup table(const TreeReport& tree) {
  const auto steps = shown_steps(tree);
  if (steps.empty()) return {};
  Markup rows;
  for (std::size_t at = 0; at < std::min(steps.size(), most_rows); ++at) rows += row(steps[at]);
  const auto heading = [](std::string_view words) {
    return element("th", {{"scope", "col"}}, words);
  };
  Markup all = element(
      "table", {{"class", "steps"}},
      element("caption", {{"class", "hidden"}}, "Steps of " + one_line(tree.title)) +
          element("thead", element("tr", heading("Result") + heading("Time") + heading("Step"))) +
          element("tbody", rows));
  if (steps.size() > most_rows) {
    all += element("p", fmt::format("And {} more steps, which the JSON report has.",
                                    steps.size() - most_rows));
  }
  return all;
}

}  // namespace

Markup steps_part(const Report& report) {
  Markup content;
  for (const TreeReport& tree : report.trees) {
    const auto facts = facts_of(tree);
    const auto steps = table(tree);
    if (facts.empty() && steps.empty()) continue;
    content += element("h3", one_line(tree.title));
    if (!facts.empty()) content += element("p", {{"class", "aside"}}, facts);
    content += steps;
  }
  return section("steps", "Steps", content);
}

}  // namespace gate::html

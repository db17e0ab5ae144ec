// What `gate check` found the migrations to need that an empty database lacks.
#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>

#include "gate/report/html/escape.h"
#include "gate/report/html/parts.h"

namespace gate::html {
namespace {

constexpr std::size_t most_rows = 500;

std::string what_of(const SeedDependence& need) {
  if (need.is_role) return "role " + need.name;
  std::vector<std::string> wanted;
  for (const ColumnValue& one : need.wanted) {
    wanted.push_back(fmt::format("{} = {}", one.column, one.value.value_or("...")));
  }
  return fmt::format("row of {} where {}", need.name, fmt::join(wanted, " and "));
}

Markup row(const SeedDependence& need) {
  const auto where = fmt::format("{}:{}", need.file, need.line);
  return element("tr", element("th", {{"scope", "row"}, {"class", "id"}}, one_line(need.revision)) +
                           element("td", element("bdi", one_line(what_of(need)))) +
                           element("td", need.declared ? "✓ declared" : "– not declared") +
                           element("td", {{"class", "id"}}, one_line(where)));
}

Markup table(const TreeReport& tree) {
  const auto& needs = *tree.seed_dependent;
  if (needs.empty()) return element("p", "No migration is seed-dependent.");
  Markup rows;
  for (std::size_t at = 0; at < std::min(needs.size(), most_rows); ++at) rows += row(needs[at]);
  const auto heading = [](std::string_view words) {
    return element("th", {{"scope", "col"}}, words);
  };
  const auto label = fmt::format("What the migrations of {} need", one_line(tree.title));
  return scroll_region(
      "scroll", label,
      element("table",
              element("caption", {{"class", "hidden"}}, label) +
                  element("thead", element("tr", heading("Revision") + heading("Needs") +
                                                     heading("Declared") + heading("File"))) +
                  element("tbody", rows)));
}

}  // namespace

Markup needs_part(const Report& report) {
  Markup content;
  for (const TreeReport& tree : report.trees) {
    if (!tree.seed_dependent) continue;
    content += element("h3", one_line(tree.title)) + table(tree);
  }
  return section("needs", "What the migrations need", content);
}

}  // namespace gate::html

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>

#include "gate/report/printable.h"
#include "gate/report/render.h"
#include "gate/report/terminal_parts.h"

namespace gate {
namespace {

using Needs = std::vector<SeedDependence>;

std::string what_of(const SeedDependence& need) {
  if (need.is_role) return "role " + printable_line(need.name);
  std::vector<std::string> wanted;
  for (const ColumnValue& one : need.wanted) {
    wanted.push_back(fmt::format("{} = {}", one.column, one.value.value_or("...")));
  }
  return printable_line(fmt::format("row of {} where {}", need.name, fmt::join(wanted, " and ")));
}

// A role that many migrations name is one line.
struct Line {
  const SeedDependence* first;
  std::size_t count;
};

std::vector<Line> lines_of(const Needs& needs) {
  std::vector<Line> lines;
  for (const SeedDependence& need : needs) {
    const auto same = std::find_if(lines.begin(), lines.end(), [&](const Line& line) {
      return line.first->is_role && need.is_role && line.first->name == need.name &&
             line.first->declared == need.declared;
    });
    if (same != lines.end()) {
      ++same->count;
    } else {
      lines.push_back({&need, 1});
    }
  }
  return lines;
}

}  // namespace

void write_needs(Page& page, const TreeReport& tree) {
  if (!tree.seed_dependent) return;
  page.line(page.paint(Tone::strong, printable_line(tree.title)));
  if (!tree.note.empty()) page.paragraph("  ", printable(tree.note), 2);
  if (tree.seed_dependent->empty()) page.line("  no migration is seed-dependent");
  for (const Line& line : lines_of(*tree.seed_dependent)) {
    const SeedDependence& need = *line.first;
    const auto sign = need.declared ? page.paint(Tone::good, "✓ declared    ")
                                    : page.paint(Tone::warning, "- not declared");
    const auto others =
        line.count > 1 ? fmt::format(" and {} more", line.count - 1) : std::string();
    page.paragraph(fmt::format("  {}  ", sign),
                   fmt::format("{}: {} ({}:{}{})", printable_line(need.revision), what_of(need),
                               printable_line(need.file), need.line, others),
                   18);
  }
  page.line();
}

std::string render_check_text(const Report& report, const TextStyle& style) {
  Page page(style);
  for (const auto& tree : report.trees) {
    for (const auto& finding : tree.findings) write_finding(page, finding);
  }
  for (const auto& error : report.errors) write_error(page, error);
  for (const auto& tree : report.trees) write_needs(page, tree);
  write_verdict(page, report);
  return page.take();
}

}  // namespace gate

// Rows that are lost or changed, before and after; and tables that could not be filled.
#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>

#include "gate/report/printable.h"
#include "gate/report/terminal_parts.h"

namespace gate {
namespace {

constexpr std::size_t rows_shown = 8;
constexpr std::size_t tables_shown = 3;

std::string heading(const RowChange& one) {
  std::string words = "row of " + one.table;
  if (!one.columns.empty()) words += fmt::format(": {}", fmt::join(one.columns, ", "));
  return printable_line(words);
}

void write_row(Page& page, const RowChange& one) {
  page.field(to_string(one.kind), heading(one));
  const std::size_t all = std::string::npos;
  if (one.kind == RowChange::Kind::changed) {
    page.quote("  before", printable_line(one.before), all);
    page.quote("  after", printable_line(one.after), all);
  } else {
    page.quote("", printable_line(one.before.empty() ? one.after : one.before), all);
  }
}

}  // namespace

void write_row_changes(Page& page, const std::vector<RowChange>& changes) {
  const std::size_t shown =
      page.style().verbose ? changes.size() : std::min(changes.size(), rows_shown);
  for (std::size_t at = 0; at < shown; ++at) write_row(page, changes[at]);
  if (shown < changes.size()) {
    page.field("", fmt::format("and {} more rows (--verbose)", changes.size() - shown));
  }
}

std::string unfilled_words(const std::vector<UnfilledTable>& tables, bool all) {
  if (tables.empty()) return {};
  std::string words = fmt::format(
      "{} could not be filled: ",
      tables.size() == 1 ? std::string("1 table") : fmt::format("{} tables", tables.size()));
  const std::size_t shown = all ? tables.size() : std::min(tables.size(), tables_shown);
  for (std::size_t at = 0; at < shown; ++at) {
    words += fmt::format("{}{} ({})", at == 0 ? "" : "; ", tables[at].table, tables[at].why);
  }
  if (shown < tables.size()) {
    words += fmt::format("; and {} more (--verbose)", tables.size() - shown);
  }
  return printable_line(words);
}

}  // namespace gate

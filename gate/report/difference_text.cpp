// Differences of a schema, object by object, with both definitions.
#include <fmt/format.h>

#include <algorithm>

#include "gate/report/printable.h"
#include "gate/report/terminal_parts.h"

namespace gate {
namespace {

constexpr std::size_t most_shown = 8;
constexpr std::size_t definition_lines = 6;

std::string object(const SchemaDifference& one) {
  std::string words = one.kind + " " + one.name;
  if (!one.attribute.empty()) words += ": " + one.attribute;
  if (!one.tolerance.empty()) words += fmt::format(" ({})", one.tolerance);
  return printable_line(words);
}

void write_difference(Page& page, const SchemaDifference& one) {
  const std::size_t most = page.style().verbose ? std::string::npos : definition_lines;
  page.field(to_string(one.change), object(one));
  if (one.change == SchemaChange::changed) {
    page.quote("  before", one.before.empty() ? "(none)" : printable(one.before), most);
    page.quote("  after", one.after.empty() ? "(none)" : printable(one.after), most);
  } else {
    page.quote("", printable(one.change == SchemaChange::added ? one.after : one.before), most);
  }
}

}  // namespace

void write_differences(Page& page, const std::vector<SchemaDifference>& differences) {
  auto sorted = differences;
  std::stable_sort(sorted.begin(), sorted.end(),
                   [](const SchemaDifference& left, const SchemaDifference& right) {
                     return left.tolerance.empty() && !right.tolerance.empty();
                   });
  const std::size_t shown =
      page.style().verbose ? sorted.size() : std::min(sorted.size(), most_shown);
  for (std::size_t at = 0; at < shown; ++at) write_difference(page, sorted[at]);
  if (shown < sorted.size()) {
    page.field("", fmt::format("and {} more differences (--verbose)", sorted.size() - shown));
  }
}

}  // namespace gate

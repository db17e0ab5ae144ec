#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>

#include "gate/report/markdown_text.h"
#include "gate/report/printable.h"
#include "gate/report/summary_parts.h"

namespace gate {
namespace {

constexpr std::size_t most_lines = 150;
constexpr std::string_view legend = "- as it was and has to be again, + as the step left it";

// Every line of it behind a sign.
std::string signed_lines(char sign, const std::string& text) {
  std::string out;
  const std::string safe = printable(text);
  for (std::string_view rest = safe; !rest.empty();) {
    const auto end = std::min(rest.find('\n'), rest.size());
    out += fmt::format("{} {}\n", sign, rest.substr(0, end));
    rest.remove_prefix(std::min(end + 1, rest.size()));
  }
  return out;
}

std::string diff(const SchemaDifference& one) {
  std::string about = fmt::format("{} {}", one.kind, one.name);
  if (!one.attribute.empty()) about += ": " + one.attribute;
  about += fmt::format(" ({})", to_string(one.change));
  if (!one.tolerance.empty()) about += fmt::format(", tolerated: {}", one.tolerance);
  return fmt::format("@@ {} @@\n", printable_line(about)) + signed_lines('-', one.before) +
         signed_lines('+', one.after);
}

std::string diff(const RowChange& one) {
  std::string about = fmt::format("row of {}", one.table);
  if (!one.columns.empty()) about += fmt::format(": {}", fmt::join(one.columns, ", "));
  about += fmt::format(" ({})", to_string(one.kind));
  return fmt::format("@@ {} @@\n", printable_line(about)) +
         signed_lines('-', printable_line(one.before)) +
         signed_lines('+', printable_line(one.after));
}

}  // namespace

std::string summary_differences(const Finding& finding) {
  std::string schema;
  for (const auto& one : finding.differences) schema += diff(one);
  std::string rows;
  for (const auto& one : finding.row_changes) rows += diff(one);
  std::string out;
  if (!schema.empty()) {
    out += fmt::format("**What differs in the schema** ({})\n\n", legend) +
           markdown_fence("diff", schema, most_lines);
  }
  if (!rows.empty()) {
    out += fmt::format("**What differs in the rows** ({})\n\n", legend) +
           markdown_fence("diff", rows, most_lines);
  }
  return out;
}

}  // namespace gate

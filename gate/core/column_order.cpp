#include "gate/core/column_order.h"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <vector>

#include "gate/core/schema_definition.h"

namespace gate {
namespace {

using Names = std::vector<std::string_view>;

Names names_of_shared(const Schema& schema, const SchemaObject& table, const Schema& other) {
  Names names;
  for (const SchemaObject* column : columns_of(schema, table)) {
    if (other.count(key_of(*column)) != 0) names.push_back(column_name(*column, table));
  }
  return names;
}

// Those from `first` on but the last `rest`: what stands alike in both is left out.
std::string joined(const Names& names, std::size_t first, std::size_t rest) {
  std::string text = first == 0 ? "" : "...";
  for (std::size_t i = first; i < names.size() - rest; ++i) {
    text += fmt::format("{}{}", text.empty() ? "" : ", ", names[i]);
  }
  return rest == 0 ? text : text + ", ...";
}

bool has_holes(const Schema& schema, const SchemaObject& table) {
  const std::string_view text = attribute(table, columns_made);
  std::size_t made = 0;
  std::from_chars(text.data(), text.data() + text.size(), made);
  return made > columns_of(schema, table).size();
}

}  // namespace

std::optional<SchemaDifference> column_order_difference(const Schema& before,
                                                        const SchemaObject& earlier,
                                                        const Schema& after,
                                                        const SchemaObject& later) {
  const Names was = names_of_shared(before, earlier, after);
  const Names is = names_of_shared(after, later, before);
  if (was == is) return std::nullopt;
  // Both have the same names, so that one is as long as the other.
  const auto first = static_cast<std::size_t>(
      std::mismatch(was.begin(), was.end(), is.begin()).first - was.begin());
  const auto rest = static_cast<std::size_t>(
      std::mismatch(was.rbegin(), was.rend(), is.rbegin()).first - was.rbegin());
  SchemaDifference difference{SchemaChange::changed,
                              later.kind,
                              later.name,
                              later.part_of,
                              "column order",
                              joined(was, first, rest),
                              joined(is, first, rest),
                              {}};
  if (has_holes(after, later)) difference.tolerance = column_order;
  return difference;
}

}  // namespace gate

#include "gate/core/column_order.h"

#include <charconv>

#include "gate/core/schema_definition.h"

namespace gate {
namespace {

std::string names_of_shared(const Schema& schema, const SchemaObject& table, const Schema& other) {
  std::string names;
  for (const SchemaObject* column : columns_of(schema, table)) {
    if (other.count(key_of(*column)) == 0) continue;
    if (!names.empty()) names += ", ";
    names += column_name(*column, table);
  }
  return names;
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
  const std::string was = names_of_shared(before, earlier, after);
  const std::string is = names_of_shared(after, later, before);
  if (was == is) return std::nullopt;
  SchemaDifference difference{SchemaChange::changed, later.kind, later.name, later.part_of,
                              "column order",        was,        is,         {}};
  if (has_holes(after, later)) difference.tolerance = column_order;
  return difference;
}

}  // namespace gate

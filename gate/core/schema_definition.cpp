#include "gate/core/schema_definition.h"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>

namespace gate {
namespace {

constexpr std::string_view owner = "owner";

int position_of(const SchemaObject& column) {
  const std::string_view text = attribute(column, column_position);
  int position = 0;
  std::from_chars(text.data(), text.data() + text.size(), position);
  return position;
}

void append(std::string& text, std::string_view before, std::string_view value) {
  if (!value.empty()) text += fmt::format(" {}{}", before, value);
}

std::string column_definition(const SchemaObject& column) {
  std::string text(attribute(column, "type"));
  append(text, "COLLATE ", attribute(column, "collation"));
  const std::string_view identity = attribute(column, "identity");
  if (!identity.empty()) text += fmt::format(" GENERATED {} AS IDENTITY", identity);
  append(text, "GENERATED ALWAYS AS ", attribute(column, "generated"));
  append(text, "", attribute(column, "not null"));
  append(text, "DEFAULT ", attribute(column, "default"));
  return text;
}

std::string table_definition(const Schema& schema, const SchemaObject& table) {
  std::string columns;
  for (const SchemaObject* column : columns_of(schema, table)) {
    columns += fmt::format("{}{} {}", columns.empty() ? "" : ", ", column_name(*column, table),
                           column_definition(*column));
  }
  std::string text = "(" + columns + ")";
  append(text, "INHERITS ", attribute(table, "inherits"));
  append(text, "PARTITION OF ", attribute(table, "partition of"));
  append(text, "PARTITION BY ", attribute(table, "partitioned by"));
  append(text, "", attribute(table, "persistence"));
  return text;
}

// What a schema holds, since it is told alone.
std::string contents(const Schema& schema, const SchemaObject& whole) {
  const std::string key = key_of(whole);
  std::string text;
  for (const auto& [part, object] : schema) {
    if (object.part_of == key) text += (text.empty() ? "" : ", ") + part;
  }
  return text;
}

// The only attribute by its value, several by name.
std::string attributes_of(const SchemaObject& object) {
  std::vector<std::pair<std::string_view, std::string_view>> told;
  for (const auto& [name, value] : object.attributes) {
    if (name != owner && is_compared(name)) told.emplace_back(name, value);
  }
  if (told.size() == 1) return std::string(told.front().second);
  std::string text;
  for (const auto& [name, value] : told) {
    text += fmt::format("{}{}: {}", text.empty() ? "" : ", ", name, value);
  }
  return text;
}

}  // namespace

std::string_view attribute(const SchemaObject& object, std::string_view name) {
  for (const auto& [one, value] : object.attributes) {
    if (one == name) return value;
  }
  return {};
}

bool is_compared(std::string_view attribute) {
  return attribute != column_position && attribute != columns_made && attribute != parents;
}

std::vector<const SchemaObject*> columns_of(const Schema& schema, const SchemaObject& table) {
  const std::string key = key_of(table);
  const std::string prefix = "column " + table.name + ".";
  std::vector<const SchemaObject*> columns;
  for (auto one = schema.lower_bound(prefix); one != schema.end() && one->first.starts_with(prefix);
       ++one) {
    if (one->second.part_of == key) columns.push_back(&one->second);
  }
  std::sort(columns.begin(), columns.end(), [](const SchemaObject* one, const SchemaObject* other) {
    return position_of(*one) < position_of(*other);
  });
  return columns;
}

std::string_view column_name(const SchemaObject& column, const SchemaObject& table) {
  return std::string_view(column.name).substr(table.name.size() + 1);
}

std::string definition_of(const Schema& schema, const SchemaObject& object) {
  if (const auto definition = attribute(object, "definition"); !definition.empty()) {
    return std::string(definition);
  }
  if (object.kind == "column") {
    const auto table = schema.find(object.part_of);
    const std::string text = column_definition(object);
    if (table == schema.end()) return text;
    return fmt::format("{} {}", column_name(object, table->second), text);
  }
  if (object.kind == "table" || object.kind == "foreign table") {
    return table_definition(schema, object);
  }
  if (object.kind == "schema") return contents(schema, object);
  return attributes_of(object);
}

}  // namespace gate

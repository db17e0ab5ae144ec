// An object of a schema in one piece of text: what it was defined as, for reading.
//
// PostgreSQL's own rendering where the catalog has one; of a column, a table and what has only
// attributes, put together from those. Not DDL: nothing can be made from it.
#pragma once

#include <string>
#include <string_view>

#include "gate/core/schema.h"

namespace gate {

// The value of an attribute; empty where it has none of that name.
std::string_view attribute(const SchemaObject& object, std::string_view name);

// Attributes that say how objects hang together and are no difference by themselves.
constexpr std::string_view column_position = "position";
constexpr std::string_view columns_made = "columns made";  // of a table: dropped ones too
constexpr std::string_view parents = "parents";            // of a table: one a line
bool is_compared(std::string_view attribute);

// The columns of a table in their physical order.
std::vector<const SchemaObject*> columns_of(const Schema& schema, const SchemaObject& table);
// The last part of the name: "total" of "public.orders.total".
std::string_view column_name(const SchemaObject& column, const SchemaObject& table);

// "numeric(10,2) NOT NULL DEFAULT 0" behind the column's name, "(id integer NOT NULL, ...)" of a
// table, "CREATE INDEX ..." of an index.
std::string definition_of(const Schema& schema, const SchemaObject& object);

}  // namespace gate

// A database's schema as values: every object with what PostgreSQL itself says of it, and what
// differs between two of them.
//
// A proof, not a schema-diff product: it names differences and shows both sides, and never makes
// DDL. Nothing in it depends on OIDs, on the search path or on the order in which things were made.
#pragma once

#include <map>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace gate {

struct SchemaObject {
  std::string kind;     // "table", "column", "index", "grant", ...: words as PostgreSQL has them
  std::string name;     // its identity within the kind: "public.orders.total"
  std::string part_of;  // key of the object that it comes and goes with; empty: none
  // What is compared, in order, under names that people read: ("definition", "CREATE INDEX ...").
  // One that does not apply is not there.
  std::vector<std::pair<std::string, std::string>> attributes;
  bool operator==(const SchemaObject&) const = default;
};

// Objects by key ("index public.ix_orders_open").
using Schema = std::map<std::string, SchemaObject>;
std::string key_of(const SchemaObject& object);

enum class SchemaChange { added, removed, changed };

// Kinds of difference that PostgreSQL or good custom leaves no way around: notes, unless the
// declaration's "strict" names them.
constexpr std::string_view column_order = "column-order";      // dropped and added again
constexpr std::string_view extension_left = "extension-left";  // stays installed
constexpr std::string_view enum_value_left = "enum-value-left";
constexpr std::string_view role_left = "role-left";  // roles belong to the whole cluster
// A grant that only the downgrade makes: it gives back what its upgrade takes away in production,
// and what an empty database never had.
constexpr std::string_view grant_restored = "grant-restored";

// How one object differs. Of what was added or removed with something bigger, only that is told.
struct SchemaDifference {
  SchemaChange change = SchemaChange::changed;
  std::string kind;
  std::string name;
  std::string part_of;
  std::string attribute;  // of a change: which
  std::string before;     // definition, or the attribute's value; empty: there was none
  std::string after;
  std::string tolerance;  // one of those above; empty: none, it counts
  bool operator==(const SchemaDifference&) const = default;
};

// What it takes to come from one to the other, by key.
std::vector<SchemaDifference> differences(const Schema& before, const Schema& after);

std::string_view to_string(SchemaChange change);

}  // namespace gate

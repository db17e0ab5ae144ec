#include "gate/core/schema_wholes.h"

#include <algorithm>
#include <set>

#include "gate/core/schema_definition.h"

namespace gate {
namespace {

using Keys = std::set<std::string>;

// A column that a table has only because its parents have it, by the parents' columns.
void add_inherited_from(const Schema& schema, const SchemaObject& column, Keys& keys) {
  const auto table = schema.find(column.part_of);
  if (table == schema.end() || attribute(column, "inheritance") != "inherited") return;
  const std::string_view name = column_name(column, table->second);
  std::string_view left = attribute(table->second, parents);
  while (!left.empty()) {
    const auto end = std::min(left.find('\n'), left.size());
    keys.insert("column " + std::string(left.substr(0, end)) + "." + std::string(name));
    left.remove_prefix(std::min(end + 1, left.size()));
  }
}

// Beside what it is part of.
Keys other_wholes(const Schema& schema, const SchemaObject& object) {
  Keys keys;
  if (object.kind == "column") add_inherited_from(schema, object, keys);
  if (object.kind == "membership") {
    keys.insert("role " + std::string(attribute(object, "member")));
    keys.insert("role " + std::string(attribute(object, "role")));
  }
  // A partition's index or constraint that belongs to one of the partitioned table.
  const auto attached = attribute(object, "attached to");
  if (!attached.empty()) keys.insert(object.kind + " " + std::string(attached));
  return keys;
}

bool is_of_identity_that_lacks(const Schema& lacks, const SchemaObject& sequence) {
  if (!attribute(sequence, "owned by").starts_with("identity of ")) return false;
  const auto column = lacks.find(sequence.part_of);
  return column != lacks.end() && attribute(column->second, "identity").empty();
}

bool differs(const SchemaObject& one, const SchemaObject& other, std::string_view name) {
  return attribute(one, name) != attribute(other, name);
}

}  // namespace

std::vector<std::string> way_to(const Schema& schema, const SchemaObject& object) {
  std::vector<std::string> way{key_of(object)};
  for (auto whole = schema.find(object.part_of); whole != schema.end();
       whole = schema.find(whole->second.part_of)) {
    way.push_back(whole->first);
  }
  std::reverse(way.begin(), way.end());
  return way;
}

bool comes_with_another(const Schema& has, const Schema& lacks, const SchemaObject& object) {
  const auto told_there = [&](const std::string& whole) {
    return has.count(whole) != 0 && lacks.count(whole) == 0;
  };
  const auto way = way_to(has, object);
  if (std::any_of(way.begin(), std::prev(way.end()), told_there)) return true;
  const Keys others = other_wholes(has, object);
  if (std::any_of(others.begin(), others.end(), told_there)) return true;
  return object.kind == "sequence" && is_of_identity_that_lacks(lacks, object);
}

bool follows_its_whole(const Schema& before, const Schema& after, const SchemaObject& object,
                       std::string_view attribute) {
  if (attribute != "inheritance") return false;
  const auto earlier = before.find(object.part_of);
  const auto later = after.find(object.part_of);
  if (earlier == before.end() || later == after.end()) return false;
  return differs(earlier->second, later->second, "inherits") ||
         differs(earlier->second, later->second, "partition of");
}

}  // namespace gate

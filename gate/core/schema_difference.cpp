#include <algorithm>

#include "gate/core/column_order.h"
#include "gate/core/enum_labels.h"
#include "gate/core/schema.h"
#include "gate/core/schema_definition.h"
#include "gate/core/schema_wholes.h"

namespace gate {
namespace {

struct Told {
  std::vector<std::string> way;  // the order for reading: a whole before its parts
  SchemaDifference difference;
};

std::string_view tolerance_of_added(const SchemaObject& object) {
  if (object.kind == "extension") return extension_left;
  if (object.kind == "role") return role_left;
  return {};
}

// What one schema has and the other lacks.
void add_unmatched(std::vector<Told>& told, const Schema& has, const Schema& lacks,
                   SchemaChange change) {
  for (const auto& [key, object] : has) {
    if (lacks.count(key) != 0 || comes_with_another(has, lacks, object)) continue;
    SchemaDifference difference;
    difference.change = change;
    difference.kind = object.kind;
    difference.name = object.name;
    difference.part_of = object.part_of;
    if (change == SchemaChange::added) {
      difference.after = definition_of(has, object);
      difference.tolerance = tolerance_of_added(object);
    } else {
      difference.before = definition_of(has, object);
    }
    told.push_back({way_to(has, object), std::move(difference)});
  }
}

// The names of all attributes that either has, in their order.
std::vector<std::string> attribute_names(const SchemaObject& earlier, const SchemaObject& later) {
  std::vector<std::string> names;
  for (const SchemaObject* object : {&earlier, &later}) {
    for (const auto& [name, value] : object->attributes) {
      if (is_compared(name) && std::find(names.begin(), names.end(), name) == names.end()) {
        names.push_back(name);
      }
    }
  }
  return names;
}

void add_changes(std::vector<Told>& told, const Schema& before, const Schema& after,
                 const SchemaObject& earlier, const SchemaObject& later) {
  for (const std::string& name : attribute_names(earlier, later)) {
    const std::string_view was = attribute(earlier, name);
    const std::string_view is = attribute(later, name);
    if (was == is || follows_its_whole(before, after, later, name)) continue;
    SchemaDifference difference{SchemaChange::changed, later.kind, later.name,
                                later.part_of,         name,       std::string(was),
                                std::string(is),       {}};
    if (later.kind == "enum" && name == "labels" && only_added_labels(was, is)) {
      difference.tolerance = enum_value_left;
    }
    told.push_back({way_to(after, later), std::move(difference)});
  }
}

}  // namespace

std::vector<SchemaDifference> differences(const Schema& before, const Schema& after) {
  std::vector<Told> told;
  add_unmatched(told, before, after, SchemaChange::removed);
  add_unmatched(told, after, before, SchemaChange::added);
  for (const auto& [key, earlier] : before) {
    const auto found = after.find(key);
    if (found == after.end()) continue;
    const SchemaObject& later = found->second;
    // Nearly everything is as it was; a table's columns are objects of their own.
    if (later != earlier) add_changes(told, before, after, earlier, later);
    if (later.kind != "table") continue;
    if (auto order = column_order_difference(before, earlier, after, later)) {
      told.push_back({way_to(after, later), std::move(*order)});
    }
  }
  std::stable_sort(told.begin(), told.end(),
                   [](const Told& one, const Told& other) { return one.way < other.way; });
  std::vector<SchemaDifference> all;
  for (Told& one : told) all.push_back(std::move(one.difference));
  return all;
}

}  // namespace gate

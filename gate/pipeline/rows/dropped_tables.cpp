#include "gate/pipeline/rows/dropped_tables.h"

#include <map>

namespace gate {
namespace {

// By key of the table: the names of its columns.
std::map<std::string, std::set<std::string>> tables_of(const Schema& schema) {
  std::map<std::string, std::set<std::string>> tables;
  for (const auto& [key, object] : schema) {
    if (object.kind == "table") tables.try_emplace(key);
    if (object.kind != "column" || !object.part_of.starts_with("table ")) continue;
    const std::string table = object.part_of.substr(std::string_view("table ").size());
    tables[object.part_of].insert(object.name.substr(table.size() + 1));
  }
  return tables;
}

}  // namespace

std::set<std::string> dropped_tables(const Schema& below, const Schema& above) {
  const auto before = tables_of(below);
  const auto after = tables_of(above);
  std::multiset<std::set<std::string>> renamed;  // columns of tables that have another name now
  for (const auto& [key, columns] : before) {
    if (after.count(key) == 0) renamed.insert(columns);
  }
  std::set<std::string> dropped;
  for (const auto& [key, columns] : after) {
    if (before.count(key) != 0) continue;
    const auto same = renamed.find(columns);
    if (same == renamed.end()) {
      dropped.insert(key.substr(std::string_view("table ").size()));
    } else {
      renamed.erase(same);
    }
  }
  return dropped;
}

}  // namespace gate

#include "gate/init/starting_point.h"

#include <set>
#include <string>

#include "gate/diagnosis/source_rules.h"

namespace gate {
namespace {

using Kind = OperationKind;

bool makes_relation(const Operation& one) {
  return one.kind == Kind::create_table || one.kind == Kind::create_view;
}

bool changes_table(const Operation& one) {
  return one.kind == Kind::alter_table || one.kind == Kind::rename_table ||
         one.kind == Kind::create_index;
}

bool is_the_servers(const Operation& one) {
  return one.schema == "pg_temp" || one.schema == "pg_catalog" ||
         one.schema == "information_schema";
}

// The table that it changes, with its schema.
std::string changed_by(const Operation& one) {
  if (one.kind != Kind::create_index) return key_of(one);
  Operation table = one;
  table.name = one.table;
  return key_of(table);
}

std::string renamed_to(const Operation& one) {
  if (one.new_name.find('.') != std::string::npos) return one.new_name;
  Operation renamed = one;
  renamed.name = one.new_name;
  return key_of(renamed);
}

// Every relation that some revision makes, whenever and on whatever condition.
std::set<std::string> made_anywhere(const Evidence& evidence) {
  std::set<std::string> made;
  for (const Operation& one : evidence.operations) {
    if (makes_relation(one)) made.insert(key_of(one));
    if (one.kind == Kind::rename_table) made.insert(renamed_to(one));
  }
  return made;
}

}  // namespace

std::optional<ForeignTable> foreign_table(const Evidence& evidence) {
  const auto made = made_anywhere(evidence);
  bool nothing_before = true;
  for (const Operation& one : evidence.operations) {
    if (!one.upgrading || one.deferred) continue;
    if (one.kind == Kind::set_search_path) return std::nullopt;
    if (one.kind == Kind::unread && may_do(one, {"create", "rename", "search_path"})) {
      return std::nullopt;
    }
    if (makes_relation(one)) nothing_before = false;
    const bool certain = changes_table(one) && !one.conditional && !is_the_servers(one);
    const auto table = changed_by(one);
    if (certain && !table.ends_with('.') && made.count(table) == 0) {
      return ForeignTable{&one, nothing_before};
    }
  }
  return std::nullopt;
}

}  // namespace gate

#include "gate/pipeline/declared_facts.h"

namespace gate {
namespace {

DeclaredPrerequisite fact(const Prerequisite& prerequisite) {
  DeclaredPrerequisite one;
  if (const auto* row = std::get_if<SeedRow>(&prerequisite.what)) {
    one.name = row->table;
    for (const auto& [column, value] : row->values) one.values.push_back({column, value});
  } else {
    one.is_role = true;
    one.name = std::get<SeedRole>(prerequisite.what).name;
  }
  one.after = prerequisite.after;
  one.required_by = prerequisite.required_by;
  one.label = prerequisite.label;
  return one;
}

}  // namespace

DeclaredFacts declared_facts(const Declaration& declaration) {
  DeclaredFacts facts;
  if (!declaration.file.empty()) {
    facts.file = declaration.file.lexically_relative(declaration.root).string();
  }
  for (const Prerequisite& one : declaration.prerequisites) {
    facts.prerequisites.push_back(fact(one));
  }
  facts.sensitive = declaration.sensitive_tables;
  facts.contacts = declaration.contacts;
  return facts;
}

}  // namespace gate

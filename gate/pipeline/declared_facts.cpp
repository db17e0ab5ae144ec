#include "gate/pipeline/declared_facts.h"

namespace gate {
namespace {

DeclaredPrerequisite fact_of(const SeedRow& row) {
  DeclaredPrerequisite one{PrerequisiteKind::row, row.table, {}, {}, {}, {}};
  for (const auto& [column, value] : row.values) one.values.push_back({column, value});
  return one;
}

DeclaredPrerequisite named(PrerequisiteKind kind, const std::string& name) {
  return {kind, name, {}, {}, {}, {}};
}

DeclaredPrerequisite fact_of(const SeedRole& role) {
  return named(PrerequisiteKind::role, role.name);
}
DeclaredPrerequisite fact_of(const SeedExtension& extension) {
  return named(PrerequisiteKind::extension, extension.name);
}
DeclaredPrerequisite fact_of(const SeedSchema& schema) {
  return named(PrerequisiteKind::schema, schema.name);
}
DeclaredPrerequisite fact_of(const SeedFile& file) {
  return named(PrerequisiteKind::sql, file.shown);
}

DeclaredPrerequisite fact(const Prerequisite& prerequisite) {
  auto one = std::visit([](const auto& what) { return fact_of(what); }, prerequisite.what);
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
  facts.heads = declaration.heads;
  facts.sensitive = declaration.sensitive_tables;
  facts.contacts = declaration.contacts;
  facts.strict = declaration.strict;
  facts.postgres = declaration.postgres.value_or(0);
  if (declaration.baseline) {
    facts.baseline = declaration.baseline->shown;
    facts.baseline_revision = declaration.baseline->revision;
  }
  return facts;
}

}  // namespace gate

#include "gate/init/variable_needs.h"

#include <fmt/format.h>

#include "gate/alembic/database_variables.h"

namespace gate {
namespace {

std::string place_of(const VariableRead& variable, const Declaration& declaration) {
  const auto file = std::filesystem::path(variable.file).lexically_relative(declaration.root);
  return fmt::format("{}:{}", file.empty() ? variable.file : file.generic_string(), variable.line);
}

}  // namespace

VariableNeeds variable_needs(const std::vector<VariableRead>& variables,
                             const Declaration& declaration) {
  VariableNeeds needs;
  const auto meant = supplied(variables, declaration);
  for (const auto& [name, scheme] : meant.urls) needs.urls.push_back(name);
  for (const VariableRead& one : variables) {
    if (!one.required || one.has_default || meant.urls.count(one.name) != 0 ||
        meant.parts.count(one.name) != 0 || one.name.starts_with("PG")) {
      continue;
    }
    if (!needs.environment.try_emplace(one.name, fmt::format("<{}>", one.name)).second) continue;
    needs.open.push_back(fmt::format(
        "{} reads {} and has no default for it; {} holds the placeholder <{}>: put in a value that "
        "may be committed.",
        place_of(one, declaration), one.name,
        declaration.file.lexically_relative(declaration.root).generic_string(), one.name));
  }
  return needs;
}

}  // namespace gate

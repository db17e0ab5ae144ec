#include "gate/pipeline/supplied_note.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <set>

namespace gate {

std::string supplied_note(const SuppliedVariables& supplied, const Declaration& declaration,
                          const std::vector<std::string>& environment) {
  const auto known = [&](const std::string& name) {
    const auto& declared = declaration.url_variables;
    return std::find(declared.begin(), declared.end(), name) != declared.end() ||
           std::any_of(environment.begin(), environment.end(),
                       [&](const auto& entry) { return entry.starts_with(name + "="); });
  };
  std::set<std::string> names;
  for (const auto* one : {&supplied.urls, &supplied.parts}) {
    for (const auto& [name, ignored] : *one) {
      if (!known(name)) names.insert(name);
    }
  }
  return names.empty() ? std::string()
                       : fmt::format("the tree reads {}, and gate set {} to its own database",
                                     fmt::join(names, ", "), names.size() == 1 ? "it" : "them");
}

Error with_variables(Error error, const std::vector<VariableRead>& all,
                     const SuppliedVariables& supplied, const std::filesystem::path& repository) {
  constexpr std::size_t most = 5;
  std::vector<std::string> names, places;
  for (const VariableRead& one : all) {
    if (supplied.urls.count(one.name) || supplied.parts.count(one.name)) continue;
    if (std::find(names.begin(), names.end(), one.name) != names.end()) continue;
    if (names.size() == most) break;
    names.push_back(one.name);
    places.push_back(fmt::format(
        "{} ({}:{})", one.name,
        std::filesystem::path(one.file).lexically_relative(repository).string(), one.line));
  }
  if (names.empty()) return error;
  error.hint += fmt::format(
      " The tree also reads {}: if one of them chooses the database, declare it, \"environment\": "
      "{{\"{}\": \"...\"}}.",
      fmt::join(places, ", "), names.front());
  return error;
}

}  // namespace gate

#include "gate/pipeline/by_hand.h"

#include <unistd.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <iterator>

#include "gate/postgres/version.h"
#include "gate/process/child.h"
#include "gate/tree/alembic_ini.h"

namespace gate {
namespace {

// Whether env.py is known to take its database from a variable that the commands export.
bool takes_variable(const Declaration& declaration, const TreeNeeds& needs,
                    const SuppliedVariables& supplied) {
  const auto& declared = declaration.url_variables;
  return !supplied.urls.empty() || !supplied.parts.empty() ||
         std::any_of(needs.variables.begin(), needs.variables.end(), [&](const VariableRead& one) {
           return std::find(declared.begin(), declared.end(), one.name) != declared.end();
         });
}

bool names_database(const Declaration& declaration) {
  std::ifstream file(declaration.alembic_ini, std::ios::binary);
  const std::string text{std::istreambuf_iterator<char>(file), {}};
  return !IniFile(text).sections_with("sqlalchemy.url").empty();
}

}  // namespace

ByHand by_hand(const Declaration& declaration, const TreeNeeds& needs, const ServerFacts& server,
               const std::string& interpreter) {
  ByHand result;
  const auto beside = std::filesystem::path(interpreter).parent_path() / "alembic";
  std::error_code failed;
  if (std::filesystem::exists(beside, failed) &&
      find_program("alembic", own_environment()) != beside) {
    result.alembic = beside;
  }
  result.programs = server.programs;
  const int booted = major_version_in(server.version);
  result.postgres = booted != 0 ? booted : declaration.postgres.value_or(default_major_version);
  result.supplied = supplied(needs.variables, declaration);
  result.flask = needs.flask;
  result.url_in_ini = !needs.flask && names_database(declaration) &&
                      !takes_variable(declaration, needs, result.supplied);
  if (::geteuid() == 0) result.as_user = "runuser -u postgres -- ";
  return result;
}

}  // namespace gate

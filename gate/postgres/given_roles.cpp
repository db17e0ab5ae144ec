#include "gate/postgres/given_roles.h"

#include <ctime>
#include <sstream>

#include "gate/postgres/percent.h"

namespace gate {
namespace {

constexpr std::time_t longest_life_of_a_list = 3600;  // seconds

// What keeps a role that owns nothing are rights given to it, on another database for one. DROP
// OWNED takes them back, and would drop what the role owns: so only where it owns nothing.
bool take_rights_back(Connection& admin, const std::string& role) {
  const auto owns = admin.query(
      "SELECT FROM pg_shdepend WHERE refclassid = 'pg_authid'::regclass AND deptype = 'o' "
      "AND refobjid = (SELECT oid FROM pg_roles WHERE rolname = $1)",
      {role});
  if (!owns || !owns->rows.empty()) return false;
  return admin.query("DROP OWNED BY " + quote_identifier(role)).has_value();
}

bool drop_role(Connection& admin, const std::string& role) {
  const std::string drop = "DROP ROLE IF EXISTS " + quote_identifier(role);
  if (admin.query(drop)) return true;
  return take_rights_back(admin, role) && admin.query(drop).has_value();
}

}  // namespace

Result<std::set<std::string>> role_names(Connection& admin) {
  const auto all = admin.query("SELECT rolname FROM pg_roles");
  if (!all) return error_from(all.error(), "list the given server's roles");
  std::set<std::string> names;
  for (const Row& row : all->rows) names.insert(row.at(0).value_or(""));
  return names;
}

std::string words_of_roles(const std::set<std::string>& names) {
  std::string words = std::to_string(std::time(nullptr));
  for (const std::string& name : names) words += ' ' + percent_encoded(name);
  return words;
}

std::optional<std::set<std::string>> roles_in_words(const std::string& words) {
  std::istringstream stream(words);
  std::time_t made = 0;
  if (!(stream >> made) || std::time(nullptr) - made > longest_life_of_a_list) return std::nullopt;
  std::set<std::string> names;
  for (std::string name; stream >> name;) names.insert(percent_decoded(name));
  return names;
}

bool drop_new_roles(Connection& admin, const std::set<std::string>& before) {
  const auto now = role_names(admin);
  if (!now) return false;
  bool all_gone = true;
  for (const std::string& role : *now) {
    if (before.count(role) == 0) all_gone = drop_role(admin, role) && all_gone;
  }
  return all_gone;
}

}  // namespace gate

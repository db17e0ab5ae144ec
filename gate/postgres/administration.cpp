#include "gate/postgres/administration.h"

#include <fmt/format.h>

#include "gate/postgres/password.h"
#include "gate/postgres/version.h"

namespace gate {

Result<void> change_password(Connection& admin, ConnectionFacts& facts) {
  const std::string password = random_password();
  const auto changed = admin.set_password(facts.user, password);
  if (!changed) return error_from(changed.error(), "set a password");
  facts.password = password;
  return {};
}

Result<std::string> create_database(Connection& admin, const std::string& name) {
  // Copying template1's files is quicker than logging them where nothing is synced; both came with
  // version 15 (https://www.postgresql.org/docs/15/sql-createdatabase.html).
  const bool has_strategies = major_version_in(admin.server_version()) >= 15;
  const auto made = admin.query("CREATE DATABASE " + quote_identifier(name) +
                                (has_strategies ? " STRATEGY file_copy" : ""));
  if (!made) return error_from(made.error(), fmt::format("create the database {}", name));
  return name;
}

}  // namespace gate

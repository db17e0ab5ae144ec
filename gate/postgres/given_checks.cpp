#include "gate/postgres/given_checks.h"

#include <fmt/format.h>

#include "gate/postgres/version.h"
#include "gate/postgres/wait.h"

namespace gate {
namespace {

using namespace std::chrono_literals;

// A health check comes and goes; who is there at each of these looks is at work.
constexpr int looks = 4;
constexpr auto between_looks = 250ms;

// backend_type is hidden from those who may not see others' sessions; background processes have
// no database or no user then (https://www.postgresql.org/docs/15/monitoring-stats.html).
constexpr std::string_view others_connected =
    "SELECT coalesce(usename, '?'), coalesce(datname, '?'), coalesce(application_name, '') "
    "FROM pg_stat_activity WHERE pid <> pg_backend_pid() AND application_name <> 'gate' "
    "AND (backend_type = 'client backend' "
    "OR backend_type IS NULL AND datid IS NOT NULL AND usesysid IS NOT NULL) LIMIT 1";

constexpr std::string_view users_relations =
    "SELECT n.nspname, c.relname FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace "
    "WHERE n.nspname <> 'information_schema' AND n.nspname !~ '^pg_' "
    "AND c.relkind IN ('r', 'p', 'v', 'm', 'S', 'f') AND NOT EXISTS (SELECT FROM pg_depend d "
    "WHERE d.classid = 'pg_class'::regclass AND d.objid = c.oid AND d.deptype = 'e') "
    "ORDER BY 1, 2 LIMIT 1";

Error refused(std::string message, std::string hint) {
  return Error{ErrorCode::no_server, std::move(message), std::move(hint)};
}

Result<void> check_version(const Connection& admin, std::optional<int> declared) {
  const std::string version = admin.server_version();
  const int found = major_version_in(version);
  if (!declared || found == *declared) return {};
  return refused(
      fmt::format("the given server is PostgreSQL {}, and version {} is declared", version,
                  *declared),
      fmt::format("Give a server of version {}, or declare \"postgres\": {}.", *declared, found));
}

Result<void> check_rights(Connection& admin) {
  const auto rights = admin.query(
      "SELECT rolname FROM pg_roles WHERE rolname = current_user "
      "AND (rolsuper OR rolcreatedb AND rolcreaterole)");
  if (!rights) return error_from(rights.error(), "look at the given server's roles");
  if (!rights->rows.empty()) return {};
  return refused("the user of GATE_SERVER_URL may not create databases and roles",
                 "Name a superuser, or one with CREATEDB and CREATEROLE.");
}

Result<void> check_nobody_else(Connection& admin, const Deadline& deadline,
                               const Interrupt& interrupt) {
  Row found;
  for (int look = 0; look < looks; ++look) {
    if (look > 0) pause_for(between_looks, deadline, interrupt);
    const auto others = admin.query(others_connected);
    if (!others) return error_from(others.error(), "see who is connected to the given server");
    if (others->rows.empty()) return {};
    found = others->rows.front();
  }
  return refused(fmt::format("somebody else is connected to the given server: user {}, database "
                             "{}, application \"{}\"",
                             *found.at(0), *found.at(1), *found.at(2)),
                 "Give a server that nobody uses, or end that session first.");
}

}  // namespace

Result<void> check_given_server(Connection& admin, std::optional<int> declared_version,
                                const Deadline& deadline, const Interrupt& interrupt) {
  if (auto right = check_version(admin, declared_version); !right) return right;
  if (auto enough = check_rights(admin); !enough) return enough;
  return check_nobody_else(admin, deadline, interrupt);
}

Result<std::vector<GivenDatabase>> given_databases(Connection& admin) {
  const auto all = admin.query(
      "SELECT datname, coalesce(shobj_description(oid, 'pg_database'), '') FROM pg_database "
      "WHERE datallowconn ORDER BY datname");
  if (!all) return error_from(all.error(), "list the given server's databases");
  std::vector<GivenDatabase> databases;
  for (const Row& row : all->rows) databases.push_back({*row.at(0), *row.at(1)});
  return databases;
}

Result<void> check_no_tables(const ConnectionFacts& database, const Deadline& deadline,
                             const Interrupt& interrupt) {
  const std::string doing = fmt::format("look into the database {}", database.database);
  auto connection = Connection::open(database, deadline, interrupt);
  if (!connection) return error_from(connection.error(), doing);
  const auto found = connection->query(users_relations);
  if (!found) return error_from(found.error(), doing);
  if (found->rows.empty()) return {};
  const Row& first = found->rows.front();
  return refused(fmt::format("the database {} on the given server holds {}.{}, so it serves "
                             "somebody",
                             database.database, *first.at(0), *first.at(1)),
                 "Give an empty server: gate runs migrations as superuser and drops what they "
                 "leave.");
}

}  // namespace gate

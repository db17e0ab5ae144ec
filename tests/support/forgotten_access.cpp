// Who owns what and who may do what; roles and their settings.
#include "tests/support/forgotten_objects.h"

namespace gate::test {

using enum SchemaChange;

namespace {

const std::string reader = "CREATE ROLE reader;";
const std::string twice =
    "CREATE FUNCTION twice(integer) RETURNS integer LANGUAGE sql AS 'SELECT 2 * $1';";

// A grant to reader, forgotten and revoked: "SELECT ON orders".
ForgottenObject granted(const std::string& name, const std::string& setup, const std::string& what,
                        const std::string& object) {
  return {"grant-" + name,
          reader + setup,
          "GRANT " + what + " TO reader",
          "",
          "REVOKE " + what + " FROM reader",
          added,
          "grant",
          "on " + object + " to reader"};
}

// An object that was given to reader.
ForgottenObject owned(const std::string& setup, const std::string& what, const std::string& kind,
                      const std::string& object) {
  std::string name = "owner-of-a-" + kind;
  for (char& one : name) one = one == ' ' ? '-' : one;
  return {name,
          reader + setup,
          "ALTER " + what + " OWNER TO reader",
          "",
          "ALTER " + what + " OWNER TO CURRENT_USER",
          changed,
          kind,
          object,
          "owner"};
}

const std::string in_this_database =
    "DO $$BEGIN EXECUTE format('ALTER DATABASE %I {}', current_database()); END$$";
std::string database_command(const std::string& command) {
  std::string text = in_this_database;
  return text.replace(text.find("{}"), 2, command);
}

std::vector<ForgottenObject> owners_and_grants() {
  return {
      owned(orders_table, "TABLE orders", "table", "public.orders"),
      owned("CREATE VIEW one AS SELECT 1 AS id;", "VIEW one", "view", "public.one"),
      owned("CREATE SEQUENCE numbers;", "SEQUENCE numbers", "sequence", "public.numbers"),
      owned("CREATE SCHEMA audit;", "SCHEMA audit", "schema", "audit"),
      owned(twice, "FUNCTION twice(integer)", "function", "public.twice(integer)"),
      owned("CREATE TYPE mood AS ENUM ('sad');", "TYPE mood", "enum", "public.mood"),
      granted("table", orders_table, "SELECT, INSERT ON orders", "table public.orders"),
      granted("column", orders_table, "UPDATE (note) ON orders", "column public.orders.note"),
      granted("sequence", "CREATE SEQUENCE numbers;", "USAGE ON SEQUENCE numbers",
              "sequence public.numbers"),
      granted("view", "CREATE VIEW one AS SELECT 1 AS id;", "SELECT ON one", "view public.one"),
      granted("function", twice, "EXECUTE ON FUNCTION twice(integer)",
              "function public.twice(integer)"),
      granted("schema", "CREATE SCHEMA audit;", "USAGE ON SCHEMA audit", "schema audit"),
      granted("schema-public", "", "CREATE ON SCHEMA public", "schema public"),
      granted("type", "CREATE TYPE mood AS ENUM ('sad');", "USAGE ON TYPE mood",
              "enum public.mood"),
      granted("domain", "CREATE DOMAIN word AS text;", "USAGE ON DOMAIN word",
              "domain public.word"),
      granted("language", "", "USAGE ON LANGUAGE plpgsql", "language plpgsql"),
      granted("foreign-data-wrapper", "CREATE FOREIGN DATA WRAPPER far;",
              "USAGE ON FOREIGN DATA WRAPPER far", "foreign-data wrapper far"),
      granted("server",
              "CREATE FOREIGN DATA WRAPPER far; CREATE SERVER there FOREIGN DATA WRAPPER far;",
              "USAGE ON FOREIGN SERVER there", "server there"),
      granted("parameter", "", "SET ON PARAMETER log_min_messages", "parameter log_min_messages"),
      granted("catalog-function", "", "EXECUTE ON FUNCTION pg_read_file(text)",
              "function pg_read_file(text)"),
      granted("large-object", "SELECT lo_create(7777);", "SELECT ON LARGE OBJECT 7777",
              "large objects"),
  };
}

}  // namespace

std::vector<ForgottenObject> forgotten_access() {
  std::vector<ForgottenObject> all = owners_and_grants();
  const std::vector<ForgottenObject> others{
      {"grant-lost", reader + orders_table + "GRANT SELECT ON orders TO reader;",
       "REVOKE SELECT ON orders FROM reader", "", "GRANT SELECT ON orders TO reader", removed,
       "grant", "on table public.orders to reader"},
      {"grant-with-more", reader + orders_table + "GRANT SELECT ON orders TO reader;",
       "GRANT UPDATE ON orders TO reader", "", "REVOKE UPDATE ON orders FROM reader", changed,
       "grant", "on table public.orders to reader", "privileges"},
      {"grant-option", reader + orders_table + "GRANT SELECT ON orders TO reader;",
       "GRANT SELECT ON orders TO reader WITH GRANT OPTION", "",
       "REVOKE GRANT OPTION FOR SELECT ON orders FROM reader", changed, "grant",
       "on table public.orders to reader", "privileges"},
      {"grant-to-everybody", orders_table, "GRANT SELECT ON orders TO PUBLIC", "",
       "REVOKE SELECT ON orders FROM PUBLIC", added, "grant", "on table public.orders to PUBLIC"},
      {"grant-revoked-from-everybody", twice,
       "REVOKE EXECUTE ON FUNCTION twice(integer) FROM PUBLIC", "",
       "GRANT EXECUTE ON FUNCTION twice(integer) TO PUBLIC", added, "revoked default",
       "on function public.twice(integer) from PUBLIC"},
      {"grant-revoked-from-the-owner", orders_table, "REVOKE DELETE ON orders FROM CURRENT_USER",
       "", "GRANT DELETE ON orders TO CURRENT_USER", added, "revoked default", ""},
      {"grant-database", reader,
       "DO $$BEGIN EXECUTE format('GRANT CREATE ON DATABASE %I TO reader', current_database()); "
       "END$$",
       "",
       "DO $$BEGIN EXECUTE format('REVOKE CREATE ON DATABASE %I FROM reader', current_database()); "
       "END$$",
       added, "grant", "on database itself to reader"},
      {"default-privileges", reader,
       "ALTER DEFAULT PRIVILEGES IN SCHEMA public GRANT SELECT ON TABLES TO reader", "",
       "ALTER DEFAULT PRIVILEGES IN SCHEMA public REVOKE SELECT ON TABLES FROM reader", added,
       "default privileges", ""},
      {"default-privileges-everywhere", "",
       "ALTER DEFAULT PRIVILEGES REVOKE EXECUTE ON FUNCTIONS FROM PUBLIC", "",
       "ALTER DEFAULT PRIVILEGES GRANT EXECUTE ON FUNCTIONS TO PUBLIC", added,
       "revoked default privileges", ""},
      {"role", "", reader, "", "DROP ROLE reader", added, "role", "reader", "",
       std::string(role_left)},
      {"role-with-a-membership", "CREATE ROLE writer",
       "CREATE ROLE reader; GRANT reader TO writer; ALTER ROLE reader SET work_mem = '8MB'", "",
       "DROP ROLE reader", added, "role", "reader", "", std::string(role_left)},
      {"role-lost", reader, "DROP ROLE reader", "", reader, removed, "role", "reader"},
      {"role-attributes", reader, "ALTER ROLE reader CREATEDB LOGIN", "",
       "ALTER ROLE reader NOCREATEDB NOLOGIN", changed, "role", "reader", "definition"},
      {"role-membership", "CREATE ROLE reader; CREATE ROLE writer;", "GRANT reader TO writer", "",
       "REVOKE reader FROM writer", added, "membership", "writer in reader"},
      {"role-membership-of-the-server's", reader, "GRANT pg_read_all_data TO reader", "",
       "REVOKE pg_read_all_data FROM reader", added, "membership", "reader in pg_read_all_data"},
      {"setting-of-a-role", reader, "ALTER ROLE reader SET statement_timeout = '5s'", "",
       "ALTER ROLE reader RESET statement_timeout", added, "setting",
       "statement_timeout of role reader"},
      {"setting-of-the-database", "", database_command("SET work_mem = ''8MB''"), "",
       database_command("RESET work_mem"), added, "setting", "work_mem in the database"},
      {"connection-limit", "", database_command("CONNECTION LIMIT 50"), "",
       database_command("CONNECTION LIMIT -1"), changed, "database", "itself", "connection limit"},
  };
  all.insert(all.end(), others.begin(), others.end());
  return all;
}

}  // namespace gate::test

// Functions, triggers, rules and policies.
#include "tests/support/forgotten_objects.h"

namespace gate::test {

using enum SchemaChange;

namespace {

const std::string twice =
    "CREATE FUNCTION twice(integer) RETURNS integer LANGUAGE sql AS 'SELECT 2 * $1';";
const std::string touch =
    orders_table +
    "CREATE FUNCTION touch() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NEW; END';";
const std::string touching =
    touch + "CREATE TRIGGER touched BEFORE UPDATE ON orders FOR EACH ROW EXECUTE FUNCTION touch();";
const std::string quiet =
    orders_table + "CREATE RULE quiet AS ON DELETE TO orders DO INSTEAD NOTHING;";
const std::string small_orders =
    orders_table + "CREATE POLICY small ON orders FOR SELECT USING (total < 10);";
const std::string watching =
    "CREATE FUNCTION watch() RETURNS event_trigger LANGUAGE plpgsql AS 'BEGIN END';";

}  // namespace

std::vector<ForgottenObject> forgotten_functions() {
  return {
      {"function", "", twice, "", "DROP FUNCTION twice", added, "function",
       "public.twice(integer)"},
      {"function-lost", twice, "DROP FUNCTION twice", "", twice, removed, "function",
       "public.twice(integer)"},
      {"function-body", twice,
       "CREATE OR REPLACE FUNCTION twice(integer) RETURNS integer LANGUAGE sql AS 'SELECT $1 + $1'",
       "", "CREATE OR REPLACE " + twice.substr(7), changed, "function", "public.twice(integer)",
       "definition"},
      {"function-volatility", twice, "ALTER FUNCTION twice(integer) IMMUTABLE", "",
       "ALTER FUNCTION twice(integer) VOLATILE", changed, "function", "public.twice(integer)",
       "definition"},
      {"function-settings", twice, "ALTER FUNCTION twice(integer) SET work_mem = '8MB'", "",
       "ALTER FUNCTION twice(integer) RESET work_mem", changed, "function", "public.twice(integer)",
       "definition"},
      {"function-overload", twice,
       "CREATE FUNCTION twice(text) RETURNS text LANGUAGE sql AS 'SELECT $1 || $1'", "",
       "DROP FUNCTION twice(text)", added, "function", "public.twice(text)"},
      {"procedure", orders_table,
       "CREATE PROCEDURE clear() LANGUAGE sql AS 'DELETE FROM public.orders'", "",
       "DROP PROCEDURE clear", added, "procedure", "public.clear()"},
      {"aggregate", "", "CREATE AGGREGATE total_of(integer) (SFUNC = int4pl, STYPE = integer)", "",
       "DROP AGGREGATE total_of(integer)", added, "aggregate", "public.total_of(integer)"},
      {"aggregate-definition",
       "CREATE AGGREGATE total_of(integer) (SFUNC = int4pl, STYPE = integer)",
       "CREATE OR REPLACE AGGREGATE total_of(integer) (SFUNC = int4pl, STYPE = integer, INITCOND = "
       "'5')",
       "", "CREATE OR REPLACE AGGREGATE total_of(integer) (SFUNC = int4pl, STYPE = integer)",
       changed, "aggregate", "public.total_of(integer)", "definition"},
      {"trigger", touch,
       "CREATE TRIGGER touched BEFORE UPDATE ON orders FOR EACH ROW EXECUTE FUNCTION touch()", "",
       "DROP TRIGGER touched ON orders", added, "trigger", "touched on public.orders"},
      {"trigger-lost", touching, "DROP TRIGGER touched ON orders", "",
       "CREATE TRIGGER touched BEFORE UPDATE ON orders FOR EACH ROW EXECUTE FUNCTION touch()",
       removed, "trigger", "touched on public.orders"},
      {"trigger-definition", touching,
       "CREATE OR REPLACE TRIGGER touched BEFORE INSERT OR UPDATE ON orders FOR EACH ROW EXECUTE "
       "FUNCTION touch()",
       "",
       "CREATE OR REPLACE TRIGGER touched BEFORE UPDATE ON orders FOR EACH ROW EXECUTE FUNCTION "
       "touch()",
       changed, "trigger", "touched on public.orders", "definition"},
      {"trigger-disabled", touching, "ALTER TABLE orders DISABLE TRIGGER touched", "",
       "ALTER TABLE orders ENABLE TRIGGER touched", changed, "trigger", "touched on public.orders",
       "enabled"},
      {"constraint-trigger", touch,
       "CREATE CONSTRAINT TRIGGER late AFTER UPDATE ON orders DEFERRABLE FOR EACH ROW EXECUTE "
       "FUNCTION touch()",
       "", "DROP TRIGGER late ON orders", added, "trigger", "late on public.orders"},
      {"rule", orders_table, "CREATE RULE quiet AS ON DELETE TO orders DO INSTEAD NOTHING", "",
       "DROP RULE quiet ON orders", added, "rule", "quiet on public.orders"},
      {"rule-definition", quiet,
       "CREATE OR REPLACE RULE quiet AS ON DELETE TO orders WHERE old.total > 5 DO INSTEAD NOTHING",
       "", "CREATE OR REPLACE RULE quiet AS ON DELETE TO orders DO INSTEAD NOTHING", changed,
       "rule", "quiet on public.orders", "definition"},
      {"rule-disabled", quiet, "ALTER TABLE orders DISABLE RULE quiet", "",
       "ALTER TABLE orders ENABLE RULE quiet", changed, "rule", "quiet on public.orders",
       "enabled"},
      {"policy", orders_table, "CREATE POLICY small ON orders FOR SELECT USING (total < 10)", "",
       "DROP POLICY small ON orders", added, "policy", "small on public.orders"},
      {"policy-definition", small_orders, "ALTER POLICY small ON orders USING (total < 100)", "",
       "ALTER POLICY small ON orders USING (total < 10)", changed, "policy",
       "small on public.orders", "definition"},
      {"policy-roles", small_orders + "CREATE ROLE reader;",
       "ALTER POLICY small ON orders TO reader", "", "ALTER POLICY small ON orders TO PUBLIC",
       changed, "policy", "small on public.orders", "definition"},
      {"event-trigger", watching,
       "CREATE EVENT TRIGGER watched ON ddl_command_end WHEN TAG IN ('DROP TABLE') EXECUTE "
       "FUNCTION "
       "watch()",
       "", "DROP EVENT TRIGGER watched", added, "event trigger", "watched"},
      {"event-trigger-disabled",
       watching + "CREATE EVENT TRIGGER watched ON sql_drop EXECUTE FUNCTION watch();",
       "ALTER EVENT TRIGGER watched DISABLE", "", "ALTER EVENT TRIGGER watched ENABLE", changed,
       "event trigger", "watched", "enabled"},
  };
}

}  // namespace gate::test

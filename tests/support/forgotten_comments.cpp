// Comments on whatever can have one.
#include "tests/support/forgotten_objects.h"

namespace gate::test {

using enum SchemaChange;

namespace {

// "TABLE orders" for the command, "table public.orders" as it is told.
ForgottenObject commented(const std::string& name, const std::string& setup,
                          const std::string& what, const std::string& object) {
  return {"comment-on-" + name,
          setup,
          "COMMENT ON " + what + " IS 'it''s a comment: 100% true'",
          "",
          "COMMENT ON " + what + " IS NULL",
          added,
          "comment",
          "on " + object};
}

}  // namespace

std::vector<ForgottenObject> forgotten_comments() {
  const std::string twice =
      "CREATE FUNCTION twice(integer) RETURNS integer LANGUAGE sql AS 'SELECT 2 * $1';";
  const std::string touching =
      orders_table +
      "CREATE FUNCTION touch() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NEW; END';"
      "CREATE TRIGGER touched BEFORE UPDATE ON orders FOR EACH ROW EXECUTE FUNCTION touch();";
  return {
      commented("a-table", orders_table, "TABLE orders", "table public.orders"),
      commented("a-column", orders_table, "COLUMN orders.note", "column public.orders.note"),
      commented("a-view", "CREATE VIEW one AS SELECT 1 AS id;", "VIEW one", "view public.one"),
      commented("a-sequence", "CREATE SEQUENCE numbers;", "SEQUENCE numbers",
                "sequence public.numbers"),
      commented("an-index", orders_table, "INDEX orders_pkey", "index public.orders_pkey"),
      commented("a-constraint", orders_table, "CONSTRAINT orders_pkey ON orders",
                "constraint orders_pkey on public.orders"),
      commented("a-function", twice, "FUNCTION twice(integer)", "function public.twice(integer)"),
      commented("a-trigger", touching, "TRIGGER touched ON orders",
                "trigger touched on public.orders"),
      commented("a-rule",
                orders_table + "CREATE RULE quiet AS ON DELETE TO orders DO INSTEAD NOTHING;",
                "RULE quiet ON orders", "rule quiet on public.orders"),
      commented("a-policy", orders_table + "CREATE POLICY small ON orders USING (total < 10);",
                "POLICY small ON orders", "policy small on public.orders"),
      commented("a-type", "CREATE TYPE mood AS ENUM ('sad');", "TYPE mood", "enum public.mood"),
      commented("a-composite-type", "CREATE TYPE pair AS (x integer, y integer);", "TYPE pair",
                "composite type public.pair"),
      commented("a-domain", "CREATE DOMAIN word AS text;", "DOMAIN word", "domain public.word"),
      commented("a-constraint-of-a-domain",
                "CREATE DOMAIN word AS text CONSTRAINT short CHECK (length(VALUE) < 9);",
                "CONSTRAINT short ON DOMAIN word", "constraint short on public.word"),
      commented("a-schema", "CREATE SCHEMA audit;", "SCHEMA audit", "schema audit"),
      commented("a-role", "CREATE ROLE reader;", "ROLE reader", "role reader"),
      commented("a-statistics-object",
                orders_table + "CREATE STATISTICS together ON total, note FROM orders;",
                "STATISTICS together", "statistics object public.together"),
      commented("a-publication", "CREATE PUBLICATION news;", "PUBLICATION news",
                "publication news"),
      commented("a-text-search-configuration",
                "CREATE TEXT SEARCH CONFIGURATION plain (COPY = simple);",
                "TEXT SEARCH CONFIGURATION plain", "text search configuration public.plain"),
      commented("an-operator",
                "CREATE OPERATOR ==> (LEFTARG = integer, RIGHTARG = integer, FUNCTION = int4eq);",
                "OPERATOR ==> (integer, integer)", "operator public.==>(integer,integer)"),
      {"comment-on-the-schema-public", "", "COMMENT ON SCHEMA public IS 'ours'", "",
       "COMMENT ON SCHEMA public IS 'standard public schema'", changed, "comment",
       "on schema public", "text"},
      {"comment-on-the-database", "",
       "DO $$BEGIN EXECUTE format('COMMENT ON DATABASE %I IS ''ours''', current_database()); END$$",
       "", "DO $$BEGIN EXECUTE format('COMMENT ON DATABASE %I IS NULL', current_database()); END$$",
       added, "comment", "on database itself"},
      {"comment-changed", orders_table + "COMMENT ON TABLE orders IS 'what was sold';",
       "COMMENT ON TABLE orders IS 'what is sold'", "",
       "COMMENT ON TABLE orders IS 'what was sold'", changed, "comment", "on table public.orders",
       "text"},
  };
}

}  // namespace gate::test

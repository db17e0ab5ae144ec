#include "gate/source/sql.h"

#include <fmt/format.h>
#include <fmt/ranges.h>
#include <gmock/gmock.h>

namespace gate {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

// "kind schema.name [table|new name] (functions) wanted -> feeds ?", short enough to compare.
std::string brief(const Operation& operation) {
  static const char* const kinds[] = {
      "create_table",     "drop_table",     "rename_table", "alter_table",     "create_view",
      "drop_view",        "create_index",   "drop_index",   "create_role",     "drop_role",
      "use_role",         "look_up",        "insert",       "change_rows",     "create_function",
      "create_extension", "create_schema",  "create_type",  "create_sequence", "drop_schema",
      "end_transaction",  "set_search_path"};
  std::string text = kinds[static_cast<int>(operation.kind)];
  if (!operation.name.empty()) text += " ";
  if (!operation.schema.empty()) text += operation.schema + ".";
  text += operation.name;
  if (!operation.new_name.empty()) text += " to " + operation.new_name;
  if (!operation.table.empty()) text += " of " + operation.table;
  if (!operation.functions.empty())
    text += fmt::format(" ({})", fmt::join(operation.functions, " "));
  for (const ColumnValue& one : operation.wanted) {
    text += fmt::format(" {}={}", one.column, one.value.value_or("?"));
  }
  if (!operation.feeds.empty()) text += " -> " + operation.feeds;
  if (operation.deferred) text += " later";
  if (operation.conditional) text += " maybe";
  return text;
}

std::vector<std::string> of(std::string_view sql, std::string_view parameters = {}) {
  std::vector<std::string> all;
  for (const Operation& operation : operations_in(sql, parameters)) all.push_back(brief(operation));
  return all;
}

TEST(Sql, Tables) {
  EXPECT_THAT(of("CREATE TABLE orders (id int)"), ElementsAre("create_table orders"));
  EXPECT_THAT(of("create table if not exists app.\"Orders\" (id int);"),
              ElementsAre("create_table app.Orders maybe"));
  EXPECT_THAT(of("CREATE TEMP TABLE t (id int)"), ElementsAre("create_table pg_temp.t"));
  EXPECT_THAT(of("CREATE TABLE p PARTITION OF q DEFAULT"), ElementsAre("create_table p of q"));
  EXPECT_THAT(of("CREATE TABLE t AS SELECT 1"), ElementsAre("create_table t"));
  EXPECT_THAT(of("SELECT 1 AS a INTO t"), ElementsAre("create_table t"));
  EXPECT_THAT(of("DROP TABLE a, s.b"), ElementsAre("drop_table a", "drop_table s.b"));
  EXPECT_THAT(of("DROP TABLE IF EXISTS a"), ElementsAre("drop_table a maybe"));
  EXPECT_THAT(of("ALTER TABLE a RENAME TO b"), ElementsAre("rename_table a to b"));
  EXPECT_THAT(of("ALTER TABLE a SET SCHEMA s"), ElementsAre("rename_table a to s.a"));
  EXPECT_THAT(of("ALTER TABLE a ADD COLUMN b int"), ElementsAre("alter_table a"));
  EXPECT_THAT(of("ALTER TABLE a RENAME COLUMN b TO c"), ElementsAre("alter_table a"));
  EXPECT_THAT(of("CREATE OR REPLACE VIEW v AS SELECT id FROM a WHERE b = 'c'"),
              ElementsAre("create_view v maybe"));
  EXPECT_THAT(of("DROP MATERIALIZED VIEW v"), ElementsAre("drop_view v"));
  EXPECT_THAT(of("CREATE SCHEMA s CREATE TABLE t (id int)"),
              ElementsAre("create_schema s", "create_table s.t"));
}

TEST(Sql, Indexes) {
  EXPECT_THAT(of("CREATE INDEX ix ON s.t (lower(a), b) WHERE c > now() AND d = CURRENT_TIMESTAMP"),
              ElementsAre("create_index s.ix of t (lower now CURRENT_TIMESTAMP)"));
  EXPECT_THAT(of("CREATE UNIQUE INDEX CONCURRENTLY IF NOT EXISTS ix ON t (a)"),
              ElementsAre("create_index ix of t maybe"));
  EXPECT_THAT(of("CREATE INDEX ON t ((a::date))"), ElementsAre("create_index of t"));
  EXPECT_THAT(of("CREATE INDEX ON t (app.rank(a))"), ElementsAre("create_index of t (app.rank)"));
  EXPECT_THAT(
      of("ALTER TABLE t ADD CONSTRAINT e EXCLUDE USING gist (lower(a) WITH =) WHERE (b > now())"),
      ElementsAre("alter_table t", "create_index e of t (lower now)"));
  EXPECT_THAT(of("CREATE TABLE t (a int, EXCLUDE USING gist (f(a) WITH =))"),
              ElementsAre("create_table t", "create_index of t (f)"));
}

TEST(Sql, TheExpressionOfAnIndexIsAsItWasWritten) {
  const auto expression = [](std::string_view sql) { return operations_in(sql).at(0).expression; };
  EXPECT_EQ(expression("CREATE INDEX ix ON t (a) WHERE b > now()"), "b > now()");
  EXPECT_EQ(expression("CREATE INDEX ix ON t (lower(a), b DESC);"), "lower(a), b DESC");
  EXPECT_EQ(expression("CREATE INDEX ix ON t (lower(a)) WHERE b > 1;"), "(lower(a)) WHERE b > 1");
  EXPECT_EQ(expression("CREATE INDEX ix ON t (a) WITH (fillfactor = 70)"), "");
}

TEST(Sql, RolesThatAreNamed) {
  const std::pair<const char*, const char*> statements[] = {
      {"GRANT SELECT ON t TO r", "r"},
      {"GRANT SELECT ON ALL TABLES IN SCHEMA public TO r, PUBLIC, CURRENT_USER, \"Other\"",
       "r Other"},
      {"REVOKE ALL ON t FROM r CASCADE", "r"},
      {"GRANT a TO b", "a b"},
      {"ALTER TABLE t OWNER TO r", "r"},
      {"ALTER FUNCTION f() OWNER TO r", "r"},
      {"ALTER TABLE t OWNER TO CURRENT_USER", ""},
      {"SET ROLE r", "r"},
      {"SET LOCAL ROLE 'r'", "r"},
      {"RESET ROLE", ""},
      {"SET ROLE NONE", ""},
      {"SET SESSION AUTHORIZATION r", "r"},
      {"CREATE POLICY p ON t TO r USING (true)", "r"},
      {"ALTER DEFAULT PRIVILEGES FOR ROLE a IN SCHEMA s GRANT SELECT ON TABLES TO b", "b a"},
      {"ALTER ROLE r SET search_path = x", "r"},
      {"ALTER ROLE r LOGIN", "r"},
      {"REASSIGN OWNED BY a TO b", "b a"},
      {"DROP OWNED BY r", "r"},
      {"CREATE SCHEMA s AUTHORIZATION r", "r"},
      {"COMMENT ON ROLE r IS 'x'", "r"},
  };
  for (const auto& [sql, expected] : statements) {
    std::vector<std::string> roles;
    for (const Operation& one : operations_in(sql)) {
      if (one.kind == OperationKind::use_role) roles.push_back(one.name);
    }
    EXPECT_EQ(fmt::format("{}", fmt::join(roles, " ")), expected) << sql;
  }
  EXPECT_THAT(of("CREATE ROLE a IN ROLE b"), ElementsAre("create_role a", "use_role b"));
  EXPECT_THAT(of("CREATE USER a PASSWORD 'x'"), ElementsAre("create_role a"));
  EXPECT_THAT(of("DROP ROLE IF EXISTS a"), ElementsAre("drop_role a maybe"));
  EXPECT_THAT(of("ALTER ROLE a RENAME TO b"), ElementsAre("create_role b", "use_role a"));
}

TEST(Sql, LookupsAndWhatTheyAskFor) {
  EXPECT_THAT(of("SELECT id FROM admins WHERE email = :email", R"({"email": "k@m"})"),
              ElementsAre("look_up admins email=k@m"));
  EXPECT_THAT(of("SELECT id FROM admins WHERE email = %(email)s", R"({"email": "k@m"})"),
              ElementsAre("look_up admins email=k@m"));
  EXPECT_THAT(of("SELECT id FROM admins WHERE email = %s AND kind = %s", R"(["k@m", 3])"),
              ElementsAre("look_up admins email=k@m kind=3"));
  EXPECT_THAT(of("SELECT id FROM admins WHERE email = ?", R"(["k@m"])"),
              ElementsAre("look_up admins email=k@m"));
  EXPECT_THAT(of("SELECT id FROM admins WHERE email = $1", R"(["k@m"])"),
              ElementsAre("look_up admins email=k@m"));
  EXPECT_THAT(of("SELECT id FROM admins WHERE email = :email"),
              ElementsAre("look_up admins email=?"));
  EXPECT_THAT(of("SELECT a.id FROM app.admins a JOIN teams t ON t.id = a.team WHERE 'x' = a.slug "
                 "AND t.ok AND b = 1"),
              ElementsAre("look_up app.admins slug=x", "look_up teams ok=true"));
  EXPECT_THAT(of("SELECT 1 FROM t WHERE lower(email) = lower('K') AND id IN ('7') AND x IN (1, 2)"),
              ElementsAre("look_up t email=K id=7 x=?"));
  EXPECT_THAT(of("SELECT 1 FROM t WHERE id = '7'::uuid AND a = 1 OR b = 2"),
              ElementsAre("look_up t"));
  EXPECT_THAT(of("SELECT 1 FROM pg_roles WHERE rolname = 'x'"), IsEmpty());
  EXPECT_THAT(of("SELECT 1 FROM information_schema.tables"), IsEmpty());
  EXPECT_THAT(of("WITH w AS (SELECT id FROM t WHERE a = 'b') SELECT * FROM w"),
              ElementsAre("look_up t a=b"));
  EXPECT_THAT(of("SELECT EXISTS (SELECT 1 FROM t WHERE a = 'b')"),
              ElementsAre("look_up t a=b maybe"));
}

TEST(Sql, RowsThatAreWritten) {
  EXPECT_THAT(of("INSERT INTO a (x) VALUES ((SELECT id FROM b WHERE slug = 'c'))"),
              ElementsAre("insert a", "look_up b slug=c -> a"));
  EXPECT_THAT(of("INSERT INTO a SELECT id FROM b"), ElementsAre("insert a", "look_up b -> a"));
  EXPECT_THAT(of("UPDATE a SET x = (SELECT id FROM b WHERE slug = 'c')"),
              ElementsAre("change_rows a", "look_up b slug=c -> a"));
  EXPECT_THAT(of("DELETE FROM a USING b WHERE b.x = 'y'"), ElementsAre("change_rows a"));
  EXPECT_THAT(of("TRUNCATE a, b"), ElementsAre("change_rows a", "change_rows b"));
}

TEST(Sql, InsideOfBlocks) {
  EXPECT_THAT(of("DO $$ BEGIN IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = 'x') THEN "
                 "CREATE ROLE x; END IF; END $$"),
              ElementsAre("create_role x maybe"));
  EXPECT_THAT(of("DO $$ BEGIN GRANT a TO b; EXECUTE 'DROP ROLE ' || 'c'; "
                 "EXECUTE format('CREATE ROLE %I', 'Y'); EXECUTE 'DROP ROLE ' || name; END $$"),
              ElementsAre("use_role a", "use_role b", "drop_role c", "create_role Y"));
  EXPECT_THAT(of("DO $$ DECLARE n int; BEGIN SELECT id INTO n FROM admins WHERE email = 'k'; "
                 "n := (SELECT 1 FROM t WHERE a = 'b'); END $$"),
              ElementsAre("look_up admins email=k", "look_up t a=b"));
  EXPECT_THAT(of("DO $$ BEGIN IF x THEN RETURN; END IF; CREATE TABLE t (a int); END $$"),
              ElementsAre("create_table t maybe"));
  EXPECT_THAT(
      of("DO $$ BEGIN CREATE TABLE t (a int); EXCEPTION WHEN duplicate_table THEN NULL; END $$"),
      ElementsAre("create_table t maybe"));
  EXPECT_THAT(of("CREATE FUNCTION s.f() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN "
                 "INSERT INTO log VALUES (1); RETURN NEW; END $$"),
              ElementsAre("create_function s.f", "insert log later maybe"));
  EXPECT_THAT(of("CREATE FUNCTION f() RETURNS int LANGUAGE sql AS 'SELECT 1 FROM t'"),
              ElementsAre("create_function f", "look_up t later maybe"));
}

TEST(Sql, WhatIsQuotedIsNoMarkerAndNoStatement) {
  EXPECT_THAT(of("SELECT 1 FROM t WHERE a = ':x' AND b = $q$%(y)s$q$ -- :z\n AND c = '?'"),
              ElementsAre("look_up t a=:x b=%(y)s c=?"));
  EXPECT_THAT(of("INSERT INTO t VALUES ('DROP TABLE a;', E'\\'; DROP TABLE b')"),
              ElementsAre("insert t"));
  EXPECT_THAT(of("SELECT x[1:n] FROM t WHERE a::text = 'b'"), ElementsAre("look_up t a=b"));
  EXPECT_THAT(of("/* a /* nested */ DROP TABLE x; */ DROP TABLE y"), ElementsAre("drop_table y"));
  EXPECT_THAT(of("SELECT 1 FROM t WHERE data ? 'key'"), ElementsAre("look_up t"));
}

TEST(Sql, ManyStatementsAndOneThatIsNone) {
  EXPECT_THAT(of("DROP TABLE a; DROP TABLE b;"), ElementsAre("drop_table a", "drop_table b"));
  EXPECT_THAT(of("DROP TABLE a; PRAGMA what; DROP TABLE b"),
              ElementsAre("drop_table a", "drop_table b"));
  EXPECT_THAT(of("this is no SQL"), IsEmpty());
  EXPECT_THAT(of(""), IsEmpty());
}

TEST(Sql, NoTextBringsItDown) {
  const auto times = [](int count, std::string_view piece) {
    std::string all;
    for (int i = 0; i < count; ++i) all += piece;
    return all;
  };
  for (const std::string& sql : std::vector<std::string>{
           std::string("DROP TABLE a\0; DROP TABLE b", 27), std::string("DROP TABLE \xff\xfe"),
           "SELECT " + times(200000, "("), "SELECT 1" + times(400000, "+1"),
           "SELECT " + times(9000, "(") + "1" + times(9000, ")"),
           "SELECT " + times(200000, "NOT ") + "a", "SELECT 1" + times(100000, " UNION SELECT 1"),
           "DO $$ " + times(100000, "BEGIN ") + "$$", "SELECT 'a" + times(300000, "x"),
           times(100000, "$a$"), "SELECT $99999999999999999999",
           "DO $$ BEGIN " + times(50000, "IF a THEN ") + " $$", "/*" + times(100000, "/*")}) {
    of(sql);
  }
  std::string rows = "INSERT INTO big VALUES (-1, now(), 'x'::text)";
  rows += times(20000, ", (-1, now(), 'x'::text)");
  EXPECT_THAT(of(rows), ElementsAre("insert big"));
}

TEST(Sql, WhatFeedsAColumn) {
  const auto source = source_of_column(
      "INSERT INTO m (a, b) VALUES (:a, (SELECT id FROM u WHERE slug = :s))", "b", R"({"s": "x"})");
  ASSERT_TRUE(source);
  EXPECT_TRUE(source->sub_select);
  ASSERT_EQ(source->lookups.size(), 1u);
  EXPECT_EQ(brief(source->lookups[0]), "look_up u slug=x");
  const auto plain = source_of_column("INSERT INTO m (a) VALUES (:a)", "a", R"({"a": 3})");
  ASSERT_TRUE(plain);
  EXPECT_FALSE(plain->sub_select);
  EXPECT_EQ(plain->value, "3");
  const auto update = source_of_column("UPDATE m SET b = (SELECT id FROM u) WHERE c = 1", "b");
  ASSERT_TRUE(update);
  EXPECT_TRUE(update->sub_select);
  EXPECT_FALSE(source_of_column("INSERT INTO m VALUES (1)", "a"));
  EXPECT_FALSE(source_of_column("SELECT 1", "a"));
}

TEST(Sql, FunctionsOfAnExpression) {
  EXPECT_THAT(functions_in("lower(email) DESC"), ElementsAre("lower"));
  EXPECT_THAT(functions_in("a > now() AND b = lower(c)"), ElementsAre("now", "lower"));
  EXPECT_THAT(functions_in("CURRENT_DATE"), ElementsAre("CURRENT_DATE"));
  EXPECT_THAT(functions_in("localtimestamp(3) > pg_catalog.now()"),
              ElementsAre("LOCALTIMESTAMP", "now"));
  EXPECT_THAT(functions_in("a::date + 1"), IsEmpty());
  EXPECT_THAT(functions_in("no ( expression"), IsEmpty());
}

TEST(Sql, DefinitionsOfATableDoNotDependOnWhiteSpaceOrCase) {
  const auto columns = [](std::string_view sql) { return operations_in(sql).at(0).columns; };
  EXPECT_EQ(columns("CREATE TABLE t (id INT, a text DEFAULT 'X' -- no\n, UNIQUE (id, a))"),
            columns("create table t(id int,a  TEXT default 'X',unique(id,a))"));
  EXPECT_THAT(columns("CREATE TABLE t (id int, UNIQUE (id))"),
              ElementsAre("id int", "unique ( id )"));
}

}  // namespace
}  // namespace gate

// Rows that satisfy what tables demand of them: keys, checks, exclusions, partitions, triggers.
#include <gmock/gmock.h>

#include "tests/integration/rows/rows_fixture.h"

namespace gate {
namespace {

using testing::HasSubstr;

class FillConstraints : public test::RowsTest {};

TEST_F(FillConstraints, ChecksOfEveryUsualForm) {
  fill_all(
      "CREATE TABLE t ("
      "a text CHECK (a IN ('open', 'closed')), "
      "b text CHECK (b = ANY (ARRAY['x', 'y'])), "
      "c int CHECK (c BETWEEN 3 AND 4), "
      "d int CHECK (d < 0), "
      "e text CHECK (length(e) = 26), "
      "f text CHECK (char_length(f) > 40 AND f <> ''), "
      "g text CHECK (g ~ '^[A-Z]{3}-\\d{4}$'), "
      "h text CHECK (h LIKE 'sk_%'), "
      "i int, j int, CHECK (i < j AND j < i + 3), "
      "k date CHECK (k > '2030-05-05'), "
      "l numeric(5,2) CHECK (l > 0 AND l <= 1), "
      "m jsonb CHECK (jsonb_typeof(m) = 'array'), "
      "n jsonb CHECK (n ? 'kind' AND n ? 'size'), "
      "o text[] CHECK (o <@ ARRAY['red', 'green']), "
      "p text CHECK (p = lower(p) AND position('@' in p) > 1), "
      "q int, r int, CHECK (num_nonnulls(q, r) = 1), "
      "s timestamptz, u timestamptz, CHECK (u IS NULL OR u > s), "
      "v text CHECK (v SIMILAR TO '(ab|cd)%'), "
      "w text CHECK (w ~* '^(https?)://[^/]+/.+$'), "
      "x char(2) CHECK (x = upper(x)), "
      "y bool CHECK (y), "
      "z int CHECK (z % 5 = 0 AND z > 10), "
      "aa bytea CHECK (octet_length(aa) = 32), "
      "ab int[] CHECK (array_length(ab, 1) = 3 OR cardinality(ab) = 7))");
  EXPECT_EQ(ask("SELECT count(*) FROM t"), "2");
  EXPECT_EQ(ask("SELECT count(DISTINCT a) + count(DISTINCT b) + count(DISTINCT c) FROM t"), "6");
  // NULL satisfies any check, and is the last resort.
  EXPECT_EQ(ask("SELECT count(*) FROM t WHERE num_nulls(a, b, c, d, e, f, g, h, i, j, k, l, m, n, "
                "o, p, v, w, x, y, z, aa, ab) > 0"),
            "0");
}

TEST_F(FillConstraints, KeysOfSeveralColumnsAndExclusions) {
  fill_all(
      "CREATE TABLE a (kind text CHECK (kind IN ('x', 'y')), flag bool, UNIQUE (kind, flag));"
      "CREATE TABLE b (during tsrange, EXCLUDE USING gist (during WITH &&));"
      "CREATE TABLE c (at point, EXCLUDE USING gist (circle(at, 0.1) WITH &&));"
      "CREATE TABLE d (mail text); CREATE UNIQUE INDEX ON d (lower(mail));"
      "CREATE TABLE e (id int PRIMARY KEY CHECK (id = 1), name text);");
  EXPECT_EQ(ask("SELECT count(*) FROM a"), "2");
  EXPECT_EQ(ask("SELECT count(*) FROM b"), "2");
  EXPECT_EQ(ask("SELECT count(*) FROM e"), "1");
}

TEST_F(FillConstraints, RowsThatAreThereKeepTheirKeys) {
  fill_all(
      "CREATE TABLE a (id int PRIMARY KEY, name text UNIQUE);"
      "INSERT INTO a VALUES (1001, 'a1'), (1002, 'b'), (1003, 'a4');"
      "CREATE TABLE b (id serial PRIMARY KEY); INSERT INTO b VALUES (1), (2);"
      "CREATE TABLE only_one (id bool PRIMARY KEY CHECK (id)); INSERT INTO only_one VALUES (true)");
  EXPECT_EQ(ask("SELECT count(*) FROM a"), "5");
  EXPECT_EQ(ask("SELECT count(*) FROM b"), "4");
  EXPECT_EQ(ask("SELECT count(*) FROM only_one"), "1");
}

TEST_F(FillConstraints, PartitionsOfEveryKind) {
  fill_all(
      "CREATE TABLE r (id bigserial, at timestamptz NOT NULL, PRIMARY KEY (id, at)) "
      "PARTITION BY RANGE (at);"
      "CREATE TABLE r1 PARTITION OF r FOR VALUES FROM ('2026-01-01') TO ('2026-02-01');"
      "CREATE TABLE r2 PARTITION OF r FOR VALUES FROM (MINVALUE) TO ('2020-01-01');"
      "CREATE TABLE r3 PARTITION OF r DEFAULT;"
      "CREATE TABLE l (region text NOT NULL, n int) PARTITION BY LIST (region);"
      "CREATE TABLE l1 PARTITION OF l FOR VALUES IN ('eu', 'us') PARTITION BY RANGE (n);"
      "CREATE TABLE l11 PARTITION OF l1 FOR VALUES FROM (1) TO (10);"
      "CREATE TABLE l2 PARTITION OF l DEFAULT;"
      "CREATE TABLE h (id serial PRIMARY KEY) PARTITION BY HASH (id);"
      "CREATE TABLE h0 PARTITION OF h FOR VALUES WITH (MODULUS 4, REMAINDER 0);"
      "CREATE TABLE h3 PARTITION OF h FOR VALUES WITH (MODULUS 4, REMAINDER 3);"
      "CREATE TABLE child (id int PRIMARY KEY, h int NOT NULL REFERENCES h);");
  for (const char* table : {"r1", "r2", "r3", "l11", "l2", "h0", "h3", "child"}) {
    EXPECT_NE(ask(std::string("SELECT count(*) FROM ") + table), "0") << table;
  }
}

TEST_F(FillConstraints, WhatCannotBeFilledIsListedInPostgresOwnWords) {
  schema(
      "CREATE TABLE a (n int CONSTRAINT never CHECK (n > 5 AND n < 5), m int NOT NULL, "
      "CHECK (n IS NOT NULL));"
      "CREATE TABLE b (a_n int NOT NULL, id int PRIMARY KEY);"
      "CREATE TABLE c (b int NOT NULL REFERENCES b);"
      "CREATE FUNCTION no() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN "
      "RAISE EXCEPTION 'nobody writes here'; END $$;"
      "CREATE TRIGGER no BEFORE INSERT ON b FOR EACH ROW EXECUTE FUNCTION no();"
      "CREATE FUNCTION skip() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RETURN NULL; END $$;"
      "CREATE TABLE d (id int); CREATE TRIGGER no BEFORE INSERT ON d FOR EACH ROW "
      "EXECUTE FUNCTION skip(); CREATE TABLE e (id int)");
  const auto filled = fill();
  EXPECT_EQ(filled.rows, 2u);
  ASSERT_EQ(filled.unfilled.size(), 4u);
  EXPECT_EQ(filled.unfilled[0].table, "public.a");
  EXPECT_THAT(filled.unfilled[0].why, HasSubstr("violates check constraint \"never\""));
  EXPECT_EQ(filled.unfilled[1].table, "public.b");
  EXPECT_THAT(filled.unfilled[1].why, HasSubstr("nobody writes here"));
  EXPECT_EQ(filled.unfilled[2].why, "it needs a row of b, which has none");
  EXPECT_EQ(filled.unfilled[3].why, "a trigger left out the row that was to be inserted");
}

TEST_F(FillConstraints, LeftOutTablesStayEmptyAndOthersDoWithoutThem) {
  schema(
      "CREATE TABLE gone (id int PRIMARY KEY); CREATE TABLE version (v text);"
      "CREATE TABLE a (id int PRIMARY KEY, gone int REFERENCES gone);");
  EXPECT_TRUE(fill({"public.gone", "public.version"}).unfilled.empty());
  EXPECT_EQ(ask("SELECT count(*) FROM gone"), "0");
  EXPECT_EQ(ask("SELECT count(*) FROM version"), "0");
  EXPECT_EQ(ask("SELECT count(*) FROM a WHERE gone IS NULL"), "2");
}

TEST_F(FillConstraints, RowSecurityNamesInQuotesAndOtherSchemasAreNoHindrance) {
  fill_all(
      "CREATE SCHEMA \"App\"; CREATE TYPE \"App\".\"Kind\" AS ENUM ('A', 'B');"
      "CREATE TABLE \"App\".\"User\" (\"Id\" serial PRIMARY KEY, \"select\" \"App\".\"Kind\" NOT "
      "NULL, \"it's\" text CHECK (\"it's\" IN ('don''t', 'a\\b')));"
      "ALTER TABLE \"App\".\"User\" ENABLE ROW LEVEL SECURITY;"
      "ALTER TABLE \"App\".\"User\" FORCE ROW LEVEL SECURITY;"
      "CREATE TABLE \"App\".\"Order\" (\"user\" int NOT NULL REFERENCES \"App\".\"User\");"
      "CREATE TABLE parent (a int); CREATE TABLE child (b int) INHERITS (parent);"
      "CREATE UNLOGGED TABLE u (a int); CREATE TABLE nothing ()");
  EXPECT_EQ(ask("SELECT count(*) FROM \"App\".\"Order\""), "2");
  EXPECT_EQ(ask("SELECT count(*) FROM ONLY parent"), "2");
}

}  // namespace
}  // namespace gate

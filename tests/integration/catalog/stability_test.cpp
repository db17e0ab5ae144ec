// That a fingerprint depends on the schema alone: not on OIDs, on the order in which things were
// made, on the session's settings, or on what an extension owns.
#include <gmock/gmock.h>

#include <algorithm>

#include "tests/integration/catalog/catalog_fixture.h"

namespace gate {
namespace {

using test::words;
using testing::IsEmpty;

// Each stands on its own, so that they can be made in any order.
const std::vector<std::string> pieces{
    R"(CREATE SCHEMA shop;
       CREATE TABLE shop.orders (
         id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY, number serial UNIQUE,
         total numeric(10,2) DEFAULT 1.5 CHECK (total > 0), placed timestamptz DEFAULT '2026-01-02 03:04+00',
         span interval DEFAULT '1 day 2 hours', ratio double precision DEFAULT 0.1, "Some Name" text);
       CREATE TABLE shop.lines (order_id bigint NOT NULL REFERENCES shop.orders ON DELETE CASCADE, at date);
       CREATE INDEX ON shop.orders (lower("Some Name")) WHERE total > 5;
       CREATE FUNCTION shop.touch() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NEW; END';
       CREATE TRIGGER touched AFTER INSERT ON shop.orders FOR EACH ROW EXECUTE FUNCTION shop.touch();
       CREATE VIEW shop.big AS SELECT * FROM shop.orders WHERE total > 100;
       CREATE POLICY own ON shop.orders USING (total < 10);
       COMMENT ON COLUMN shop.orders.total IS 'with tax';
       COMMENT ON CONSTRAINT orders_pkey ON shop.orders IS 'the key')",
    R"(CREATE TABLE events (id bigint, day date, PRIMARY KEY (id, day)) PARTITION BY RANGE (day);
       CREATE TABLE events_2025 PARTITION OF events FOR VALUES FROM ('2025-01-01') TO ('2026-01-01');
       CREATE TABLE events_2026 PARTITION OF events FOR VALUES FROM ('2026-01-01') TO ('2027-01-01');
       CREATE TABLE readings (event bigint, day date, FOREIGN KEY (event, day) REFERENCES events);
       CREATE FUNCTION told() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NEW; END';
       CREATE TRIGGER told AFTER INSERT ON events FOR EACH ROW EXECUTE FUNCTION told();
       CREATE INDEX ON events (day))",
    R"(CREATE TYPE mood AS ENUM ('sad', 'happy'); ALTER TYPE mood ADD VALUE 'calm' BEFORE 'happy';
       CREATE DOMAIN word AS text CHECK (length(VALUE) < 9);
       CREATE TYPE pair AS (x integer, y word);
       CREATE TYPE float_range AS RANGE (subtype = float8))",
    R"(CREATE ROLE reader; CREATE TABLE notes (a integer, b text); GRANT SELECT (a), UPDATE ON notes TO reader;
       CREATE SCHEMA later; ALTER DEFAULT PRIVILEGES IN SCHEMA later GRANT SELECT ON TABLES TO reader)",
    R"(CREATE TABLE news (id integer PRIMARY KEY, a integer, b integer); CREATE PUBLICATION news FOR TABLE news;
       CREATE STATISTICS both_columns ON a, b FROM news)",
    R"(CREATE TEXT SEARCH CONFIGURATION plain (COPY = english);
       CREATE AGGREGATE total_of(integer) (SFUNC = int4pl, STYPE = integer);
       CREATE OPERATOR ==> (LEFTARG = integer, RIGHTARG = integer, FUNCTION = int4eq))",
};

class CatalogStability : public test::CatalogTest {
 protected:
  std::unique_ptr<Connection> made(const std::string& name,
                                   const std::vector<std::string>& scripts) {
    auto connection = database(name);
    for (const std::string& script : scripts) run(*connection, script);
    return connection;
  }
};

TEST_F(CatalogStability, TwoReadingsAreEqual) {
  auto connection = made("one", pieces);
  const Schema first = read(*connection);
  EXPECT_GT(first.size(), 70u);
  EXPECT_TRUE(first == read(*connection));
  run(*connection, "BEGIN");
  EXPECT_TRUE(first == read_inside(*connection));
}

TEST_F(CatalogStability, TheOrderOfCreationDoesNotMatter) {
  auto connection = made("first", pieces);
  const Schema first = read(*connection);
  drop(std::move(connection), "first");
  auto reversed = pieces;
  std::reverse(reversed.begin(), reversed.end());
  auto other = made("second", reversed);
  const Schema second = read(*other);
  EXPECT_THAT(differences(first, second), IsEmpty()) << words(differences(first, second));
  EXPECT_TRUE(first == second) << "in what is not compared";
}

TEST_F(CatalogStability, NoObjectHidesAnother) {
  auto connection = made("one", pieces);
  std::size_t rows = 0;
  run(*connection, "BEGIN");
  run(*connection, std::string(catalog_settings()));
  for (const std::string& query : catalog_queries(version())) {
    const auto asked = connection->query(query);
    ASSERT_TRUE(asked) << describe(asked.error());
    rows += asked->rows.size();
  }
  run(*connection, "ROLLBACK");
  EXPECT_EQ(rows, read(*connection).size());
}

TEST_F(CatalogStability, NothingNamesAnOid) {
  auto connection = made("one", pieces);
  std::vector<std::string> texts;
  for (const auto& [key, object] : read(*connection)) {
    texts.push_back(key + "\n" + object.part_of);
    for (const auto& [name, value] : object.attributes) texts.push_back(value);
  }
  for (const std::string& oid : names(*connection, R"(
         SELECT oid FROM pg_class WHERE oid >= 16384 UNION SELECT oid FROM pg_proc WHERE oid >= 16384
         UNION SELECT oid FROM pg_constraint WHERE oid >= 16384
         UNION SELECT oid FROM pg_type WHERE oid >= 16384)")) {
    for (const std::string& text : texts) {
      EXPECT_EQ(text.find(oid), text.npos) << oid << " in " << text;
    }
  }
}

TEST_F(CatalogStability, TheSessionsSettingsDoNotMatter) {
  auto connection = made("one", pieces);
  const Schema plain = read(*connection);
  run(*connection,
      "SET search_path = shop, public; SET quote_all_identifiers = on; SET datestyle = German;"
      "SET intervalstyle = iso_8601; SET timezone = 'Asia/Tokyo'; SET extra_float_digits = -5");
  const Schema other = read(*connection);
  EXPECT_THAT(differences(plain, other), IsEmpty()) << words(differences(plain, other));
  EXPECT_EQ(value(*connection, "SHOW search_path"), "shop, public") << "nothing stays behind";
}

TEST_F(CatalogStability, AReadingThatLosesItsConnectionIsTakenAgain) {
  auto connection = made("one", pieces);
  run(*connection, "ALTER DATABASE one SET search_path = shop, public");
  auto other = connect(*cluster, "one");
  ASSERT_TRUE(other);
  int asked = 0;
  const auto schema = read_schema(
      [&](std::string_view sql) {
        return ++asked < 15 ? connection->query(sql) : other->query(sql);
      },
      version());
  ASSERT_TRUE(schema) << describe(schema.error());
  EXPECT_TRUE(*schema == read(*other));
}

TEST_F(CatalogStability, WhatAnExtensionOwnsAndTemporaryTablesAreLeftOut) {
  auto connection = database("one");
  run(*connection, "CREATE SCHEMA extensions");
  const Schema before = read(*connection);
  run(*connection,
      "CREATE EXTENSION hstore SCHEMA extensions; CREATE EXTENSION citext;"
      "CREATE TEMPORARY TABLE passing (id serial PRIMARY KEY, name text CHECK (name <> ''));"
      "COMMENT ON COLUMN passing.name IS 'soon gone'; GRANT SELECT ON passing TO PUBLIC");
  std::vector<std::string> keys;
  for (const auto& [key, object] : read(*connection)) {
    if (before.count(key) == 0) keys.push_back(key);
  }
  EXPECT_THAT(keys,
              testing::ElementsAre("comment on extension citext", "comment on extension hstore",
                                   "extension citext", "extension hstore"));
}

}  // namespace
}  // namespace gate

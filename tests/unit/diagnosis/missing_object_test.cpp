// Which object PostgreSQL did not find, by its words; and which extension brings it.
#include "gate/diagnosis/missing_object.h"

#include <gtest/gtest.h>

#include "gate/diagnosis/known_extensions.h"
#include "tests/unit/diagnosis/evidence.h"

namespace gate {
namespace {

// "kind schema.name"
std::string brief(const std::string& state, const std::string& primary) {
  const auto object = missing_object(sql_error(state, primary));
  if (!object) return "nothing";
  return object->kind + " " + (object->schema.empty() ? "" : object->schema + ".") + object->name;
}

TEST(MissingObject, IsReadFromPostgresqlsWords) {
  EXPECT_EQ(brief("42P01", "relation \"users\" does not exist"), "relation users");
  EXPECT_EQ(brief("42P01", "relation \"app.users\" does not exist"), "relation app.users");
  EXPECT_EQ(brief("3F000", "schema \"audit\" does not exist"), "schema audit");
  EXPECT_EQ(brief("42704", "type \"citext\" does not exist"), "type citext");
  EXPECT_EQ(brief("42883", "function gen_random_bytes(integer) does not exist"),
            "function gen_random_bytes");
  EXPECT_EQ(brief("42883", "function partman.create_parent(p => unknown) does not exist"),
            "function partman.create_parent");
  EXPECT_EQ(
      brief("42704", "operator class \"gin_trgm_ops\" does not exist for access method \"gin\""),
      "operator class gin_trgm_ops");
  EXPECT_EQ(brief("42704", "access method \"hnsw\" does not exist"), "access method hnsw");
  EXPECT_EQ(brief("42883", "operator does not exist: text % unknown"), "operator %");
  EXPECT_EQ(brief("0A000", "extension \"vector\" is not available"), "extension vector");
  EXPECT_EQ(brief("58P01",
                  "could not open extension control file "
                  "\"/usr/share/postgresql/13/extension/vector.control\": No such file"),
            "extension vector");
  EXPECT_EQ(brief("42704", "text search dictionary \"unaccent\" does not exist"),
            "text search dictionary unaccent");
}

TEST(MissingObject, WhatIsAboutSomethingElseIsNone) {
  EXPECT_EQ(brief("42704", "role \"shop_app\" does not exist"), "nothing");
  EXPECT_EQ(brief("42703", "column \"a\" of relation \"b\" does not exist"), "nothing");
  EXPECT_EQ(brief("42704", "constraint \"a\" of relation \"b\" does not exist"), "nothing");
  EXPECT_EQ(brief("42P07", "relation \"users\" already exists"), "nothing");
  EXPECT_EQ(brief("42P01", "relation \"users"), "nothing");
  EXPECT_EQ(brief("0A000", "cannot use a sub-query in an index"), "nothing");
}

std::string_view brings(const std::string& state, const std::string& primary) {
  return known_extension(*missing_object(sql_error(state, primary)));
}

TEST(KnownExtensions, AreFoundByWhatTheyBring) {
  EXPECT_EQ(brings("42704", "type \"geometry\" does not exist"), "postgis");
  EXPECT_EQ(brings("42883", "function st_makepoint(numeric, numeric) does not exist"), "postgis");
  EXPECT_EQ(brings("42883", "function uuid_generate_v4() does not exist"), "uuid-ossp");
  EXPECT_EQ(brings("42883", "function uuid_generate_v7() does not exist"), "pg_uuidv7");
  EXPECT_EQ(brings("3F000", "schema \"cron\" does not exist"), "pg_cron");
  EXPECT_EQ(brings("42883", "function cron.schedule(unknown) does not exist"), "pg_cron");
  EXPECT_EQ(brings("42704",
                   "data type integer has no default operator class for access method "
                   "\"gist\""),
            "btree_gist");
  EXPECT_EQ(brings("42704", "type \"order_status\" does not exist"), "");
}

TEST(KnownExtensions, SayWhereTheyAreToBeHad) {
  EXPECT_EQ(source_of("vector", 16).package, "postgresql-16-pgvector");
  EXPECT_EQ(source_of("vector", 16).image, "pgvector/pgvector:pg16");
  EXPECT_EQ(source_of("citext", 16).package, "");
  EXPECT_TRUE(is_contrib("citext"));
  EXPECT_FALSE(is_contrib("vector"));
}

}  // namespace
}  // namespace gate

// The catalog's queries as they are sent, and what their rows become.
#include "gate/postgres/catalog.h"

#include <gmock/gmock.h>

namespace gate {
namespace {

using testing::Contains;
using testing::ElementsAre;
using testing::Key;
using testing::Not;

// What a driver may take for a parameter, the end of a statement, or a comment.
std::string suspicious(std::string query) {
  for (const char* allowed : {"::", "': '"}) {
    for (auto at = query.find(allowed); at != query.npos; at = query.find(allowed)) {
      query.erase(at, std::string(allowed).size());
    }
  }
  const auto at = std::min(query.find_first_of(":%;?$\\"), query.find("--"));
  return at == query.npos ? "" : query.substr(at, 40);
}

TEST(CatalogQueries, AreOneSelectEachThatAnyDriverTakes) {
  for (const int version : {13, 14, 15, 16, 17, 18}) {
    const auto queries = catalog_queries(version);
    EXPECT_GE(queries.size(), 10u);
    for (const std::string& query : queries) {
      EXPECT_EQ(suspicious(query), "") << version;
      EXPECT_TRUE(query.starts_with("SELECT ") || query.starts_with("WITH "))
          << query.substr(0, 50);
    }
  }
}

TEST(CatalogQueries, LinesAreForTheirVersions) {
  const auto has = [](int version, const char* text) {
    for (const std::string& query : catalog_queries(version)) {
      if (query.find(text) != query.npos) return true;
    }
    return false;
  };
  EXPECT_FALSE(has(13, "attcompression"));
  EXPECT_TRUE(has(14, "attcompression"));
  EXPECT_FALSE(has(14, "colliculocale"));
  EXPECT_TRUE(has(15, "colliculocale"));
  EXPECT_TRUE(has(16, "colliculocale"));
  EXPECT_FALSE(has(17, "colliculocale"));
}

const std::vector<std::string> columns{"kind", "name", "part_of", "owner", "definition"};

TEST(AddObjects, ANullIsNoAttribute) {
  Schema schema;
  add_objects(columns, {{"table", "public.t", "schema public", "kris", std::nullopt}}, schema);
  ASSERT_THAT(schema, ElementsAre(Key("table public.t")));
  const SchemaObject expected{"table", "public.t", "schema public", {{"owner", "kris"}}};
  EXPECT_EQ(schema.begin()->second, expected);
}

TEST(LeaveOut, ATableGoesWithAllThatIsPartOfIt) {
  Schema schema;
  add_objects(
      columns,
      {{"table", "public.alembic_version", "schema public", "kris", {}},
       {"constraint", "pk on public.alembic_version", "table public.alembic_version", {}, {}},
       {"index", "public.pk", "constraint pk on public.alembic_version", {}, {}},
       {"table", "app.alembic_version", "schema app", "kris", {}},
       {"table", "public.not_alembic_version", "schema public", "kris", {}}},
      schema);
  Schema one = schema;
  leave_out(one, "app.alembic_version");
  EXPECT_EQ(one.size(), 4u);
  EXPECT_THAT(one, Not(Contains(Key("table app.alembic_version"))));
  leave_out(schema, "alembic_version");
  EXPECT_THAT(schema, ElementsAre(Key("table public.not_alembic_version")));
}

}  // namespace
}  // namespace gate

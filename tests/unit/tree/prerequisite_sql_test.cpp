#include "gate/tree/prerequisite_sql.h"

#include <gtest/gtest.h>

namespace gate {
namespace {

Prerequisite row(SeedRow what) { return {std::move(what), "0015", "0016", "seed"}; }
Prerequisite role(std::string name) { return {SeedRole{std::move(name)}, "", "0002", "create"}; }

using Parameters = std::vector<std::optional<std::string>>;

const SeedRow admin{
    "admins", {{"id", "1"}, {"email", "o'hara@x"}, {"disabled_at", std::nullopt}}, {"email"}};

TEST(PrerequisiteSql, RowIsInsertedOnce) {
  const auto statement = supply(row(admin));
  EXPECT_EQ(statement.sql,
            R"(INSERT INTO "admins" ("id", "email", "disabled_at") VALUES ($1, $2, $3) )"
            R"(ON CONFLICT ("email") DO NOTHING)");
  EXPECT_EQ(statement.parameters, (Parameters{"1", "o'hara@x", std::nullopt}));
}

TEST(PrerequisiteSql, RowIsLookedForByWhatMakesItUnique) {
  const auto one = look_for(row(admin));
  EXPECT_EQ(one.sql, R"(SELECT 1 FROM "admins" WHERE "email" = $1 LIMIT 1)");
  EXPECT_EQ(one.parameters, Parameters{"o'hara@x"});
  const auto two = look_for(row({"t", {{"a", "1"}, {"b", std::nullopt}, {"c", "3"}}, {"c", "b"}}));
  EXPECT_EQ(two.sql, R"(SELECT 1 FROM "t" WHERE "c" = $1 AND "b" IS NULL LIMIT 1)");
  EXPECT_EQ(two.parameters, Parameters{"3"});
}

TEST(PrerequisiteSql, NamesAreQuotedPartByPart) {
  const auto statement = supply(row({"app.Ad\"mins", {{"a b", "1"}}, {"a b"}}));
  EXPECT_EQ(statement.sql,
            R"(INSERT INTO "app"."Ad""mins" ("a b") VALUES ($1) ON CONFLICT ("a b") DO NOTHING)");
}

TEST(PrerequisiteSql, RoleIsMadeWhereThereIsNone) {
  const auto statement = supply(role("raptor_app"));
  EXPECT_EQ(statement.sql,
            "DO $$ BEGIN IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = 'raptor_app') THEN "
            "CREATE ROLE \"raptor_app\" NOLOGIN; END IF; END $$");
  EXPECT_TRUE(statement.parameters.empty());
  const auto look = look_for(role("raptor_app"));
  EXPECT_EQ(look.sql, "SELECT 1 FROM pg_roles WHERE rolname = $1");
  EXPECT_EQ(look.parameters, Parameters{"raptor_app"});
}

TEST(PrerequisiteSql, NothingInARolesNameEndsTheBlock) {
  EXPECT_EQ(supply(role("a$$ b'\"\\$gate1$")).sql,
            "DO $gate2$ BEGIN IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = "
            "E'a$$ b''\"\\\\$gate1$') THEN CREATE ROLE \"a$$ b'\"\"\\$gate1$\" NOLOGIN; END IF; "
            "END $gate2$");
}

TEST(PrerequisiteSql, ReadableHoldsTheValues) {
  EXPECT_EQ(readable_sql(row(admin)),
            R"(INSERT INTO "admins" ("id", "email", "disabled_at") )"
            R"(VALUES ('1', 'o''hara@x', NULL) ON CONFLICT ("email") DO NOTHING;)");
  EXPECT_EQ(readable_sql(role("r")), supply(role("r")).sql + ";");
}

}  // namespace
}  // namespace gate

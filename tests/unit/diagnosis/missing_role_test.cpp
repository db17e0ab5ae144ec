// B: what proves it, and what only looks like it.
#include <gmock/gmock.h>

#include <nlohmann/json.hpp>

#include "tests/unit/diagnosis/evidence.h"

namespace gate {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::Pair;

Evidence no_role() { return chain(refused("42704", "role \"shop_app\" does not exist")); }

TEST(MissingRole, NamesTheRoleTheOtherMigrationsAndWhatToDeclare) {
  Evidence seen = no_role();
  seen.operations = {operation(OperationKind::use_role, "0002", "shop_app", 13),
                     operation(OperationKind::use_role, "0003", "shop_app", 20),
                     operation(OperationKind::use_role, "0003", "other", 21)};
  seen.operations.back().conditional = true;
  const Finding finding = only(seen);
  EXPECT_EQ(finding.mode + " " + finding.kind, "B missing-role");
  EXPECT_EQ(finding.owner, Owner::sre);
  EXPECT_THAT(finding.facts, ElementsAre(Pair("role", "shop_app")));
  EXPECT_THAT(finding.places, ElementsAre(Place{"versions/0003.py", 20, "names shop_app"}));
  EXPECT_THAT(finding.fix, HasSubstr("seeds/shop.json"));
  const auto json = nlohmann::json::parse(finding.prerequisite);
  EXPECT_EQ(json["role"]["name"], "shop_app");
  EXPECT_EQ(json["required_by"], "0002+");
  EXPECT_THAT(finding.references, ElementsAre("PR #1656"));
}

TEST(MissingRole, OtherMissingObjectsAreNotRoles) {
  for (const char* words : {"type \"role\" does not exist", "collation \"x\" does not exist",
                            "unrecognized parameter \"role \"x\" does not exist\""}) {
    EXPECT_EQ(kind_of(chain(refused("42704", words))), "postgres-incompatibility") << words;
  }
}

TEST(MissingRole, SetRoleSaysItWithAnotherState) {
  EXPECT_EQ(kind_of(chain(refused("22023", "role \"a\"\"b\" does not exist"))), "missing-role");
  EXPECT_EQ(kind_of(chain(refused("22023", "invalid value for parameter"))),
            "postgres-incompatibility");
}

TEST(MissingRole, ALoginThatFailsIsNoGrant) {
  Failure failure = refused("42704", "role \"x\" does not exist");
  failure.sql->severity = "FATAL";
  EXPECT_NE(kind_of(chain(failure)), "missing-role");
}

TEST(MissingRole, AServerInAnotherLanguageIsReadByItsCatalog) {
  Evidence seen = chain(refused("42704", "rôle « shop_app » inexistant"));
  seen.failing = {operation(OperationKind::use_role, "0002", "shop_app"),
                  operation(OperationKind::use_role, "0002", "postgres")};
  EXPECT_EQ(kind_of(seen), "postgres-incompatibility") << "the catalog was not read";
  seen.catalog.known = true;
  seen.catalog.roles = {"postgres"};
  EXPECT_THAT(only(seen).facts, ElementsAre(Pair("role", "shop_app")));
}

TEST(MissingRole, ARoleThatTheTreeCreatesIsItsOwnAffair) {
  Evidence seen = no_role();
  seen.operations = {operation(OperationKind::create_role, "0003", "shop_app")};
  EXPECT_EQ(kind_of(seen), "postgres-incompatibility");
  seen.operations.front().conditional = true;
  EXPECT_EQ(kind_of(seen), "missing-role");
}

TEST(MissingRole, DeclaredForALaterRevisionItHasToMove) {
  Evidence seen = no_role();
  seen.declared.prerequisites = {
      {PrerequisiteKind::role, "shop_app", {}, "0002", "0003+", "create shop_app role"}};
  EXPECT_THAT(only(seen).fix, HasSubstr("only for 0003+"));
  EXPECT_EQ(only(seen).prerequisite, "");
}

TEST(MissingRole, ARoleToBeDroppedIsNotToBeSupplied) {
  Evidence seen = no_role();
  seen.failing = {operation(OperationKind::drop_role, "0002", "shop_app")};
  EXPECT_EQ(kind_of(seen), "postgres-incompatibility");
  seen.failing[0].name = "other";
  EXPECT_EQ(kind_of(seen), "missing-role");
}

}  // namespace
}  // namespace gate

// What a tree needs beside its revisions: extensions, schemas, variables, modules, and what its
// baseline names.
#include <gmock/gmock.h>

#include "tests/unit/diagnosis/evidence.h"

namespace gate {
namespace {

using testing::HasSubstr;

TEST(MissingExtension, IsDeclaredOrSaidByTheMigration) {
  Evidence seen = chain(refused("42704", "type \"citext\" does not exist"));
  seen.catalog.extension = ExtensionFact{"citext", true};
  const Finding finding = only(seen);
  EXPECT_EQ(finding.kind, "missing-extension");
  EXPECT_THAT(finding.prerequisite, HasSubstr("\"name\": \"citext\""));
  EXPECT_THAT(finding.fix, HasSubstr("Let 0002 begin with op.execute('CREATE EXTENSION IF NOT "
                                     "EXISTS \"citext\"')"));
}

TEST(MissingExtension, OneThatTheServerDoesNotHaveNeedsAnother) {
  Evidence seen = chain(refused("0A000", "extension \"vector\" is not available"));
  seen.catalog.extension = ExtensionFact{"vector", false};
  seen.declared.postgres = 15;
  const Finding finding = only(seen);
  EXPECT_EQ(finding.kind, "missing-extension");
  EXPECT_TRUE(finding.prerequisite.empty());
  EXPECT_THAT(finding.fix, HasSubstr("--image pgvector/pgvector:pg15"));
}

TEST(MissingExtension, ALaterRevisionsIsTooLate) {
  Evidence seen = chain(refused("42704", "type \"citext\" does not exist"));
  seen.catalog.extension = ExtensionFact{"citext", true};
  seen.operations.push_back(operation(OperationKind::create_extension, "0003", "citext"));
  const Finding finding = only(seen);
  EXPECT_TRUE(finding.prerequisite.empty());
  EXPECT_THAT(finding.fix, HasSubstr("0003 creates the extension, and 0002 needs it before"));
}

TEST(MissingExtension, ATypeThatNoExtensionHasIsNone) {
  Evidence seen = chain(refused("42704", "type \"citext\" does not exist"));
  seen.catalog.extension = ExtensionFact{};  // the server was asked: it is there, out of sight
  EXPECT_EQ(kind_of(seen), "postgres-incompatibility");
  EXPECT_EQ(kind_of(chain(refused("42704", "type \"order_status\" does not exist"))),
            "postgres-incompatibility");
}

TEST(MissingSchema, IsToldWithItsPrerequisite) {
  const Finding finding = only(chain(refused("3F000", "schema \"audit\" does not exist")));
  EXPECT_EQ(finding.kind, "missing-schema");
  EXPECT_THAT(finding.prerequisite, HasSubstr("\"label\": \"create audit schema\""));
}

TEST(MissingSchema, OfTheVersionTableIsEnvPysToMake) {
  Failure failure = refused("3F000", "schema \"meta\" does not exist");
  failure.revision.clear();
  Evidence seen = chain(failure);
  seen.version_table = "meta.alembic_version";
  const Finding finding = only(seen);
  EXPECT_THAT(finding.fix, HasSubstr("env.py keeps the version table in the schema meta"));
  EXPECT_THAT(finding.prerequisite, HasSubstr("\"required_by\": \"0001\""));
}

TEST(MissingVariable, IsSuppliedByTheDeclaration) {
  Failure failure = raised("KeyError", "'SECRET_KEY'");
  failure.missing_variables = {"SECRET_KEY"};
  const Finding finding = only(chain(failure));
  EXPECT_EQ(finding.kind, "missing-variable");
  EXPECT_THAT(finding.declaration, HasSubstr("\"SECRET_KEY\": \"<a value for tests>\""));
}

TEST(MissingVariable, AnAddressOfTheDatabaseIsGatesToFillIn) {
  Failure failure = raised("KeyError", "'SQLALCHEMY_DATABASE_URI'");
  failure.missing_variables = {"SQLALCHEMY_DATABASE_URI"};
  EXPECT_THAT(only(chain(failure)).declaration, HasSubstr("url_variables"));
}

TEST(MissingModule, IsInstalledOrFoundInTheRepository) {
  Failure failure = raised("ModuleNotFoundError", "No module named 'yaml'");
  failure.missing_module = "yaml";
  Evidence seen = chain(failure);
  EXPECT_EQ(kind_of(seen), "missing-module");
  EXPECT_THAT(only(seen).fix, HasSubstr("Install PyYAML (the package of yaml)"));
  seen.module_folder = "/srv/shop/src";
  EXPECT_THAT(only(seen).declaration, HasSubstr("\"directory\": \"src\""));
}

TEST(BaselineFailed, NamesTheRolesOfTheDump) {
  StepEvidence applied = step(StepKind::baseline, StepStatus::failed);
  applied.failure = refused("42704", "role \"owner\" does not exist");
  Evidence seen = evidence({applied});
  seen.catalog.missing_roles = {"owner", "reader"};
  seen.declared.baseline_revision = "0001";
  const Finding finding = only(seen);
  EXPECT_EQ(finding.kind, "baseline-failed");
  EXPECT_THAT(finding.fix, HasSubstr("--no-owner --no-privileges"));
  EXPECT_THAT(finding.prerequisite, HasSubstr("\"name\": \"reader\""));
}

TEST(BaselineFailed, OneThatWasDumpedTooLateIsToldSo) {
  Evidence seen = chain(refused("42P07", "relation \"orders\" already exists"));
  seen.declared.baseline = "db/baseline.sql";
  seen.declared.baseline_revision = "0001";
  seen.failing = {operation(OperationKind::create_table, "", "orders")};
  EXPECT_EQ(kind_of(seen), "baseline-failed");
  EXPECT_THAT(only(seen).fix, HasSubstr("further on than 0001"));
  // Made twice by the tree itself, above the baseline.
  seen.operations = {operation(OperationKind::create_table, "0002", "orders", 5)};
  EXPECT_EQ(kind_of(seen), "duplicate-table");
}

TEST(SeedFailed, AFileThatMayNotBeRunTwiceIsToldSo) {
  StepEvidence supplied = step(StepKind::prerequisite, StepStatus::failed);
  supplied.second_time = true;
  supplied.changed_again = {"rows of public.plans: 3, then 6"};
  Evidence seen = evidence({supplied});
  seen.declared.prerequisites.push_back(
      {PrerequisiteKind::sql, "db/plans.sql", {}, {}, "0002", "create shop_app role"});
  const Finding finding = only(seen);
  EXPECT_EQ(finding.kind, "seed-failed");
  EXPECT_THAT(finding.detail, HasSubstr("3, then 6"));
}

}  // namespace
}  // namespace gate

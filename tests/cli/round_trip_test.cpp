// The main job on small trees made up on the spot: every verdict that the pipeline can come to.
#include <gmock/gmock.h>

#include "tests/support/sandbox.h"

namespace gate::test {
namespace {

using nlohmann::json;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;

class RoundTrip : public testing::TestWithParam<const char*> {
 protected:
  void SetUp() override {
    sandbox.make_tree();
    sandbox.declare();
    sandbox.migration("0001", "",
                      "op.create_table('shelf', sa.Column('id', sa.Integer, primary_key=True))",
                      "op.drop_table('shelf')");
  }
  void TearDown() override { EXPECT_THAT(sandbox.leftovers(), IsEmpty()); }
  void gate(int expected_code) {
    outcome = sandbox.gate({"--via", GetParam()});
    EXPECT_EQ(outcome.code, expected_code) << outcome.out << outcome.err;
    tree = outcome.report["trees"][0];
  }
  std::vector<std::string> statuses() const {
    std::vector<std::string> all;
    for (const json& step : tree["steps"]) all.push_back(step["status"]);
    return all;
  }
  json only_finding() const {
    EXPECT_EQ(tree["findings"].size(), 1u);
    return tree["findings"].empty() ? json() : tree["findings"][0];
  }
  Sandbox sandbox;
  Outcome outcome;
  json tree;
};

TEST_P(RoundTrip, AHealthyTreePassesInTheRunbooksOrder) {
  sandbox.migration("0002", "0001", "op.add_column('shelf', sa.Column('label', sa.Text))",
                    "op.drop_column('shelf', 'label')");
  gate(0);
  std::vector<std::string> names;
  for (const json& step : tree["steps"]) names.push_back(step["name"]);
  EXPECT_THAT(names, ElementsAre("Shop — alembic upgrade head", "Shop — assert single head",
                                 "Shop — downgrade -1 (reversibility check)",
                                 "Shop — alembic upgrade head (round trip)"));
  EXPECT_THAT(statuses(), ElementsAre("passed", "passed", "passed", "passed"));
  EXPECT_EQ(tree["steps"][2]["found"], json({"0001"}));
}

TEST_P(RoundTrip, AFailingStatementIsToldWithItsPlaceAndPostgresqlsWords) {
  sandbox.migration("0002", "0001", "x = 1\nop.execute(\"INSERT INTO shelf VALUES (1), (1)\")");
  gate(1);
  const json finding = only_finding();
  EXPECT_EQ(finding["file"], "db/migrations/versions/0002.py");
  EXPECT_EQ(finding["line"], 14);
  EXPECT_EQ(finding["revision"], "0002");
  EXPECT_EQ(finding["sqlstate"], "23505");
  EXPECT_THAT(finding["message"], HasSubstr("duplicate key value"));
  EXPECT_THAT(finding["detail"], HasSubstr("Key (id)=(1) already exists."));
  EXPECT_THAT(finding["statement"], HasSubstr("INSERT INTO shelf"));
  EXPECT_THAT(statuses(), ElementsAre("failed", "skipped", "skipped", "skipped"));
}

TEST_P(RoundTrip, APythonErrorIsToldWithItsLine) {
  sandbox.migration("0002", "0001",
                    "raise RuntimeError('operator not found in the admins table.')");
  gate(1);
  EXPECT_EQ(only_finding()["line"], 13);
  EXPECT_THAT(only_finding()["message"],
              HasSubstr("RuntimeError: operator not found in the admins table."));
}

TEST_P(RoundTrip, ADowngradeThatFailsIsToldAsSuch) {
  sandbox.migration("0002", "0001", "pass", "op.drop_table('never_made')");
  gate(1);
  EXPECT_EQ(only_finding()["kind"], "irreversible-downgrade");
  EXPECT_EQ(only_finding()["step"], "Shop — downgrade -1 (reversibility check)");
  EXPECT_EQ(only_finding()["revision"], "0002");
  EXPECT_THAT(statuses(), ElementsAre("passed", "passed", "failed", "skipped"));
}

TEST_P(RoundTrip, ADowngradeThatForgetsATableFailsTheSecondUpgrade) {
  sandbox.migration("0002", "0001", "op.create_table('box', sa.Column('id', sa.Integer))");
  gate(1);
  EXPECT_EQ(only_finding()["step"], "Shop — downgrade -1 (reversibility check)");
  EXPECT_EQ(only_finding()["kind"], "silent-residue");
  EXPECT_EQ(only_finding()["sqlstate"], "42P07");
  EXPECT_THAT(only_finding()["fix"], HasSubstr("downgrade()"));
}

TEST_P(RoundTrip, ASingleRevisionGoesDownToBase) {
  gate(0);
  EXPECT_THAT(tree["steps"][2]["found"], IsEmpty());
}

TEST_P(RoundTrip, AMergeHeadIsTakenDownToItsParents) {
  sandbox.migration("0002a", "0001", "pass");
  sandbox.migration("0002b", "0001", "pass");
  sandbox.write("db/migrations/versions/0003.py",
                "revision = '0003'\ndown_revision = ('0002a', '0002b')\n"
                "def upgrade(): pass\ndef downgrade(): pass\n");
  gate(0);
  EXPECT_EQ(tree["steps"][2]["found"], json({"0002a", "0002b"}));
}

TEST_P(RoundTrip, TwoHeadsFailTheAssertionAndNeedNoServer) {
  sandbox.migration("0002a", "0001", "pass");
  sandbox.migration("0002b", "0001", "pass");
  gate(1);
  EXPECT_EQ(only_finding()["mode"], "C");
  EXPECT_EQ(only_finding()["kind"], "multiple-heads");
  EXPECT_EQ(only_finding()["verifier"], "sre");
  EXPECT_THAT(only_finding()["message"], HasSubstr("0002a, 0002b"));
  EXPECT_THAT(statuses(), ElementsAre("skipped", "failed", "skipped", "skipped"));
}

TEST_P(RoundTrip, OneIdInTwoFilesIsToldApartFromTwoHeads) {
  sandbox.migration("0002", "0001", "pass");
  sandbox.write("db/migrations/versions/0002_again.py",
                "revision = '0002'\ndown_revision = '0001'\n"
                "def upgrade(): pass\ndef downgrade(): pass\n");
  gate(1);
  EXPECT_EQ(only_finding()["kind"], "duplicate-revision");
  EXPECT_THAT(only_finding()["message"], HasSubstr("0002_again.py:1"));
}

TEST_P(RoundTrip, AParentThatExistsNowhereIsModeE) {
  sandbox.migration("0003", "0002", "pass");
  gate(1);
  EXPECT_EQ(only_finding()["mode"], "E");
  EXPECT_EQ(only_finding()["file"], "db/migrations/versions/0003.py");
  EXPECT_EQ(only_finding()["line"], 7);
  EXPECT_THAT(statuses(), ElementsAre("failed", "skipped", "skipped", "skipped"));
}

TEST_P(RoundTrip, ACycleIsNamed) {
  sandbox.migration("0002", "0003", "pass");
  sandbox.migration("0003", "0002", "pass");
  gate(1);
  EXPECT_EQ(only_finding()["kind"], "revision-cycle");
}

TEST_P(RoundTrip, AFileThatDoesNotParseIsNamedWithItsLine) {
  sandbox.write("db/migrations/versions/0002.py", "revision = '0002'\ndef upgrade(:\n");
  gate(1);
  EXPECT_EQ(only_finding()["kind"], "migration-error");
  EXPECT_EQ(only_finding()["file"], "db/migrations/versions/0002.py");
  EXPECT_EQ(only_finding()["line"], 2);
}

TEST_P(RoundTrip, IdsComputedInCodeAreAskedOfAlembic) {
  sandbox.write("db/migrations/versions/0002.py",
                "revision = '%04d' % 2\ndown_revision = '0001'\n"
                "def upgrade(): pass\ndef downgrade(): pass\n");
  gate(0);
  EXPECT_EQ(tree["heads"], json({"0002"}));
}

TEST_P(RoundTrip, SharedMetadataDoesNotTripOverItself) {
  sandbox.write("db/models.py",
                "import sqlalchemy as sa\nmetadata = sa.MetaData()\n"
                "def table(): return sa.Table('box', metadata, sa.Column('id', sa.Integer))\n");
  sandbox.migration("0002", "0001",
                    "sys.path.insert(0, os.getcwd())\nimport models\n"
                    "models.table().create(op.get_bind())",
                    "op.drop_table('box')");
  gate(0);
}

const json row = {{"row",
                   {{"table", "owner"},
                    {"values", {{"email", "kris@example.test"}, {"name", "O'Brien \"$1\" {}"}}},
                    {"conflict", {"email"}}}},
                  {"after", "0002"},
                  {"required_by", "0003"},
                  {"label", "seed the owner"}};

class Prerequisites : public RoundTrip {
 protected:
  void SetUp() override {
    RoundTrip::SetUp();
    sandbox.migration("0002", "0001",
                      "op.execute('CREATE TABLE owner (email text PRIMARY KEY, name text)')",
                      "op.drop_table('owner')");
    sandbox.migration("0003", "0002",
                      "row = op.get_bind().execute(sa.text('SELECT name FROM owner')).fetchone()\n"
                      "if row is None: raise RuntimeError('0003: owner not found')\n"
                      "assert row[0] == 'O\\'Brien \"$1\" {}', row[0]");
    sandbox.declare({{"prerequisites", {row}}});
  }
};

TEST_P(Prerequisites, AreSuppliedBetweenTheirRevisionsByTheRunbooksStepNames) {
  gate(0);
  EXPECT_EQ(tree["steps"][0]["name"], "Shop — alembic upgrade to 0002 (pre-seed)");
  EXPECT_EQ(tree["steps"][1]["name"], "Shop — seed the owner (required by 0003)");
}

TEST_P(Prerequisites, WithoutThemTheMigrationFails) {
  sandbox.declare();
  gate(1);
  EXPECT_THAT(only_finding()["message"], HasSubstr("0003: owner not found"));
}

TEST_P(Prerequisites, ThatADowngradeTakesAwayAreAFindingAndComeBack) {
  sandbox.migration("0003", "0002",
                    "row = op.get_bind().execute(sa.text('SELECT name FROM owner')).fetchone()\n"
                    "if row is None: raise RuntimeError('0003: owner not found')",
                    "op.execute('DELETE FROM owner')");
  gate(1);
  EXPECT_EQ(only_finding()["kind"], "prerequisite-lost");
  EXPECT_EQ(statuses().back(), "passed");
}

TEST_P(Prerequisites, ThatDoNotFitTheTableAreSeedFailed) {
  json wrong = row;
  wrong["row"]["conflict"] = {"name"};
  sandbox.declare({{"prerequisites", {wrong}}});
  gate(1);
  EXPECT_EQ(only_finding()["kind"], "seed-failed");
  EXPECT_EQ(only_finding()["owner"], "sre");
  EXPECT_EQ(only_finding()["sqlstate"], "42P10");
}

const auto both = testing::Values("driver", "cli");
std::string name_of(const testing::TestParamInfo<const char*>& way) { return way.param; }
INSTANTIATE_TEST_SUITE_P(BothWays, RoundTrip, both, name_of);
INSTANTIATE_TEST_SUITE_P(BothWays, Prerequisites, both, name_of);

TEST(SideBySide, OneRedTreeDoesNotHideTheOthersVerdict) {
  Sandbox sandbox;
  sandbox.make_tree();
  sandbox.declare();
  sandbox.migration("0001", "", "pass");
  std::filesystem::copy(sandbox.path() / "db", sandbox.path() / "db2",
                        std::filesystem::copy_options::recursive);
  sandbox.write("db2/migrations/versions/0002.py",
                "revision = '0002'\ndown_revision = '0001'\n"
                "def upgrade(): raise ValueError('red')\ndef downgrade(): pass\n");
  sandbox.write("seeds/depot.json",
                R"({"tree": "depot", "alembic_ini": "db2/alembic.ini", "database": "depot_ci"})");
  for (const char* jobs : {"1", "2"}) {
    const auto outcome = sandbox.gate({"--jobs", jobs});
    EXPECT_EQ(outcome.code, 1);
    EXPECT_EQ(outcome.report["trees"][0]["verdict"], "fail");
    EXPECT_EQ(outcome.report["trees"][1]["verdict"], "pass");
  }
  EXPECT_THAT(sandbox.leftovers(), IsEmpty());
}

TEST(Ini, RunsATreeThatNobodyDeclared) {
  Sandbox sandbox;
  sandbox.make_tree();
  sandbox.migration("0001", "", "op.create_table('shelf', sa.Column('id', sa.Integer))",
                    "op.drop_table('shelf')");
  const auto outcome = sandbox.gate({"--ini", "db/alembic.ini"});
  EXPECT_EQ(outcome.code, 0) << outcome.out << outcome.err;
  EXPECT_FALSE(std::filesystem::exists(sandbox.path() / "db/migrations/versions/__pycache__"));
  EXPECT_THAT(sandbox.leftovers(), IsEmpty());
}

TEST(List, ShowsTreesAndStepsWithoutRunningAnything) {
  Sandbox sandbox;
  sandbox.make_tree();
  sandbox.declare();
  const auto outcome = sandbox.gate_as_is({"list"}, {{"PATH", "/nowhere"}});
  EXPECT_EQ(outcome.code, 0);
  EXPECT_THAT(outcome.out, HasSubstr("Shop — downgrade -1 (reversibility check)"));
  EXPECT_THAT(outcome.out, HasSubstr("seeds/shop.json"));
}

}  // namespace
}  // namespace gate::test

// `--steps`: every revision up, down and up again, on trees made up on the spot.
#include <fmt/format.h>
#include <gmock/gmock.h>

#include "tests/support/sandbox.h"

namespace gate::test {
namespace {

using nlohmann::json;
using testing::AllOf;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;

std::string make(const std::string& table) {
  return fmt::format("op.create_table('{}', sa.Column('id', sa.Integer, primary_key=True))", table);
}
std::string drop(const std::string& table) { return fmt::format("op.drop_table('{}')", table); }

class Stairway : public testing::TestWithParam<const char*> {
 protected:
  void SetUp() override {
    sandbox.make_tree();
    sandbox.declare();
  }
  void TearDown() override { EXPECT_THAT(sandbox.leftovers(), IsEmpty()); }
  void honest(const std::string& revision, const std::string& down) {
    sandbox.migration(revision, down, make("t" + revision), drop("t" + revision));
  }
  void gate(int expected_code, const std::string& steps = "all") {
    outcome = sandbox.gate({"--steps", steps, "--via", GetParam()});
    EXPECT_EQ(outcome.code, expected_code) << outcome.out << outcome.err;
    if (!outcome.report.is_null()) tree = outcome.report["trees"][0];
  }
  std::string status_of(const std::string& step) const {
    for (const json& one : tree["steps"]) {
      if (one["name"] == "Shop — " + step) return one["status"];
    }
    return "no such step";
  }
  Sandbox sandbox;
  Outcome outcome;
  json tree;
};

TEST_P(Stairway, AnHonestChainIsGreen) {
  honest("0001", "");
  honest("0002", "0001");
  honest("0003", "0002");
  gate(0);
  EXPECT_EQ(tree["steps"].size(), 10u);
  EXPECT_THAT(outcome.out, HasSubstr("stairway: 3 revisions, 0001 to 0003, up, down and up again"));
}

TEST_P(Stairway, NamesTheOneRevisionThatLeavesSomething) {
  honest("0001", "");
  sandbox.migration("0002", "0001", "op.execute('CREATE INDEX IF NOT EXISTS ix_a ON t0001 (id)')");
  honest("0003", "0002");
  gate(1);
  ASSERT_EQ(tree["findings"].size(), 1u);
  EXPECT_EQ(tree["findings"][0]["kind"], "silent-residue");
  EXPECT_EQ(tree["findings"][0]["revision"], "0002");
  EXPECT_EQ(tree["findings"][0]["step"], "Shop — stairway 0002: down");
  EXPECT_EQ(status_of("stairway 0003: up again"), "passed");
}

TEST_P(Stairway, GoesOnAboveARevisionWithoutAWayBack) {
  honest("0001", "");
  sandbox.migration("0002", "0001", make("t0002"), "raise NotImplementedError('no way back')");
  honest("0003", "0002");
  sandbox.migration("0004", "0003", "op.execute('CREATE INDEX IF NOT EXISTS ix_a ON t0003 (id)')");
  gate(1);
  std::vector<std::string> revisions;
  for (const json& finding : tree["findings"]) revisions.push_back(finding["revision"]);
  EXPECT_THAT(revisions, ElementsAre("0002", "0004"));
  EXPECT_EQ(status_of("stairway 0002: up again"), "skipped");
  EXPECT_EQ(status_of("stairway 0004: up again"), "passed");
}

TEST_P(Stairway, WhatIsDeclaredIrreversibleIsSaidAndNotWalkedDown) {
  honest("0001", "");
  sandbox.migration("0002", "0001", make("t0002"), "raise NotImplementedError('no way back')");
  sandbox.declare({{"irreversible", {{{"revision", "0002"}, {"reason", "rows are hashed"}}}}});
  gate(0);
  EXPECT_EQ(status_of("stairway 0002: down"), "skipped");
  EXPECT_THAT(outcome.out, HasSubstr("declared irreversible: rows are hashed"));
}

TEST_P(Stairway, BranchesMergesAndDependenciesAreWalked) {
  honest("0001", "");
  honest("0002", "0001");
  honest("0003", "0001");
  sandbox.write("db/migrations/versions/0004.py",
                "revision = '0004'\ndown_revision = ('0002', '0003')\n"
                "def upgrade():\n    pass\ndef downgrade():\n    pass\n");
  sandbox.write("db/migrations/versions/x1.py",
                "from alembic import op\nrevision = 'x1'\ndown_revision = None\n"
                "def upgrade():\n    op.execute('CREATE TABLE x (id integer PRIMARY KEY)')\n"
                "def downgrade():\n    op.execute('DROP TABLE x')\n");
  sandbox.write("db/migrations/versions/0005.py",
                "from alembic import op\nrevision = '0005'\ndown_revision = ('0004', 'x1')\n"
                "def upgrade():\n    op.execute('ALTER TABLE x ADD COLUMN a integer')\n"
                "def downgrade():\n    op.execute('ALTER TABLE x DROP COLUMN a')\n");
  gate(0);
  EXPECT_EQ(status_of("stairway 0004: down to 0002"), "passed");
  EXPECT_EQ(status_of("stairway 0004: up again from 0003"), "passed");
  EXPECT_EQ(status_of("stairway 0005: down to x1"), "passed");
}

// What the step before it left in Python, or in its session, is not there for the next one.
TEST_P(Stairway, NoStepSeesAnotherOne) {
  sandbox.migration("0001", "",
                    "import builtins\n"
                    "assert not hasattr(builtins, 'been_here')\n"
                    "builtins.been_here = True\n"
                    "found = op.get_bind().execute(sa.text('SHOW lock_timeout')).scalar()\n"
                    "assert found == '0', found\n"
                    "op.execute(\"SET lock_timeout = '7s'\")\n"
                    "op.execute('CREATE TEMPORARY TABLE scratch (id integer)')\n" +
                        make("t0001"),
                    drop("t0001"));
  honest("0002", "0001");
  gate(0);
}

TEST_P(Stairway, OfTheNewestOnesTheRestIsBelow) {
  sandbox.migration("0001", "", make("t0001"));  // forgets its table
  honest("0002", "0001");
  gate(0, "1");
  EXPECT_EQ(status_of("alembic upgrade to 0001 (below the stairway)"), "passed");
  EXPECT_EQ(status_of("stairway 0002: down"), "passed");
}

INSTANTIATE_TEST_SUITE_P(Ways, Stairway, testing::Values("driver", "cli"),
                         [](const auto& sample) { return std::string(sample.param); });

class Proof : public testing::Test {
 protected:
  void SetUp() override {
    sandbox.make_tree();
    sandbox.declare();
    sandbox.migration("0001", "", make("t0001"), drop("t0001"));
  }
  Sandbox sandbox;
};

// What needs what a step before it left, in its session or in Python, has it in no other database.
// After a step that failed the next one has a process of its own anyway: hence the one between.
TEST_F(Proof, NoStepIsHelpedByAnotherOne) {
  sandbox.migration("0001", "", make("t0001") + "\nop.execute(\"SET lock_timeout = '7s'\")",
                    "found = op.get_bind().execute(sa.text('SHOW lock_timeout')).scalar()\n"
                    "assert found == '7s', found\n" +
                        drop("t0001"));
  sandbox.migration("0002", "0001", make("t0002"), drop("t0002"));
  sandbox.migration("0003", "0002", "import builtins\nbuiltins.made = 't0003'\n" + make("t0003"),
                    "import builtins\nop.drop_table(builtins.made)");
  const Outcome outcome = sandbox.gate({"--steps", "all"});
  EXPECT_EQ(outcome.code, 1) << outcome.out << outcome.err;
  std::vector<std::string> said;
  for (const json& finding : outcome.report["trees"][0]["findings"]) {
    said.push_back(finding["step"].get<std::string>() + ": " +
                   finding["message"].get<std::string>());
  }
  EXPECT_THAT(said, ElementsAre("Shop — stairway 0001: down: AssertionError: 0",
                                AllOf(HasSubstr("Shop — stairway 0003: down: AttributeError"),
                                      HasSubstr("made"))));
}

TEST_F(Proof, AnIrreversibleHeadIsSaidAndNotWalkedDown) {
  sandbox.migration("0002", "0001", make("t0002"), "raise NotImplementedError");
  sandbox.declare(
      {{"irreversible",
        {{{"revision", "0002"}, {"reason", "rows are hashed"}, {"reference", "OPS-1"}}}}});
  const Outcome outcome = sandbox.gate({});
  EXPECT_EQ(outcome.code, 0) << outcome.out << outcome.err;
  EXPECT_EQ(outcome.report["trees"][0]["steps"][2]["status"], "skipped");
  EXPECT_THAT(outcome.out, HasSubstr("(0002 is declared irreversible:"));
}

TEST_F(Proof, AnIrreversibleRevisionThatIsGoneIsAnError) {
  sandbox.declare({{"irreversible", {{{"revision", "0009"}, {"reason", "gone"}}}}});
  const Outcome outcome = sandbox.gate({});
  EXPECT_EQ(outcome.code, 2) << outcome.out;
  EXPECT_THAT(outcome.out, HasSubstr("seeds/shop.json: /irreversible/0/revision: "));
}

TEST_F(Proof, WhatIsToleratedIsANoteAndRedWhereTheDeclarationIsStrict) {
  sandbox.migration("0002", "0001",
                    "op.execute('ALTER TABLE t0001 ADD COLUMN a integer')\n"
                    "op.execute('CREATE EXTENSION IF NOT EXISTS plpgsql')",
                    "op.drop_column('t0001', 'a')");
  sandbox.migration("0003", "0002",
                    "op.execute(\"DO $$ BEGIN CREATE TYPE mood AS ENUM ('fine');"
                    " EXCEPTION WHEN duplicate_object THEN NULL; END $$\")",
                    "op.execute('DROP TYPE mood')");
  sandbox.migration("0004", "0003", "op.drop_column('t0001', 'a')",
                    "op.add_column('t0001', sa.Column('a', sa.Integer))");
  sandbox.migration("0005", "0004",
                    "op.execute(\"ALTER TYPE mood ADD VALUE IF NOT EXISTS 'tired'\")", "pass");
  Outcome outcome = sandbox.gate({});
  EXPECT_EQ(outcome.code, 0) << outcome.out << outcome.err;
  ASSERT_EQ(outcome.report["trees"][0]["findings"].size(), 1u);
  const json note = outcome.report["trees"][0]["findings"][0];
  EXPECT_EQ(note["severity"], "note");
  EXPECT_EQ(note["differences"][0]["tolerance"], "enum-value-left");
  sandbox.declare({{"strict", {"enum-value-left"}}});
  outcome = sandbox.gate({});
  EXPECT_EQ(outcome.code, 1) << outcome.out;
}

}  // namespace
}  // namespace gate::test

// `--rows`: rows are put in before the downgrade and looked for after the second upgrade.
#include <gmock/gmock.h>

#include "tests/support/fixture.h"
#include "tests/support/sandbox.h"

namespace gate::test {
namespace {

using nlohmann::json;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::Not;

class Rows : public testing::TestWithParam<const char*> {
 protected:
  void SetUp() override {
    sandbox.make_tree();
    sandbox.declare();
  }
  void TearDown() override { EXPECT_THAT(sandbox.leftovers(), IsEmpty()); }
  void gate(int expected_code, std::vector<std::string> arguments = {}) {
    arguments.insert(arguments.end(), {"--rows", "--via", GetParam()});
    outcome = sandbox.gate(arguments);
    EXPECT_EQ(outcome.code, expected_code) << outcome.out << outcome.err;
    tree = outcome.report["trees"][0];
  }
  // The first revision; SQL, one statement.
  void base(const std::string& sql) { sandbox.migration("0001", "", execute(sql), "pass"); }
  void last(const std::string& up, const std::string& down) {
    sandbox.migration("0002", "0001", execute(up), execute(down));
  }
  static std::string execute(const std::string& sql) { return "op.execute(r'''" + sql + "''')"; }
  std::vector<std::string> kinds() const {
    std::vector<std::string> all;
    for (const json& one : tree["findings"]) {
      all.push_back(one["kind"].get<std::string>() + " " + one["severity"].get<std::string>());
    }
    return all;
  }

  Sandbox sandbox;
  Outcome outcome;
  json tree;
};

TEST_P(Rows, AnHonestMigrationStaysGreenAndSaysHowManyRowsItKept) {
  base("CREATE TABLE shelf (id int PRIMARY KEY, label text)");
  last("ALTER TABLE shelf ADD size int", "ALTER TABLE shelf DROP size");
  gate(0);
  EXPECT_THAT(kinds(), IsEmpty());
  EXPECT_EQ(tree["steps"][2]["rows_put"], 2);
  EXPECT_EQ(tree["steps"][3]["rows_put"], 2);
}

TEST_P(Rows, WithoutTheOptionNoRowIsPut) {
  base("CREATE TABLE shelf (id int PRIMARY KEY, label text)");
  last("ALTER TABLE shelf ADD size int NOT NULL", "ALTER TABLE shelf DROP size");
  const Outcome plain = sandbox.gate({});
  EXPECT_EQ(plain.code, 0) << plain.out;
  EXPECT_FALSE(plain.report["trees"][0]["steps"][2].contains("rows_put"));
}

TEST_P(Rows, WhatIsLostIsShownBeforeAndAfter) {
  base("CREATE TABLE shelf (id int PRIMARY KEY, label text)");
  last("ALTER TABLE shelf ALTER label TYPE varchar(40)",
       "UPDATE shelf SET label = NULL WHERE id = 1001; DELETE FROM shelf WHERE id = 1002; "
       "ALTER TABLE shelf ALTER label TYPE text");
  gate(1);
  EXPECT_THAT(kinds(), ElementsAre("rows-lost error"));
  const json changes = tree["findings"][0]["row_changes"];
  ASSERT_EQ(changes.size(), 2u);
  EXPECT_EQ(changes[0]["change"], "changed");
  EXPECT_EQ(changes[0]["columns"], json({"label"}));
  EXPECT_EQ(changes[0]["before"], "(id=1001, label=a1)");
  EXPECT_EQ(changes[0]["after"], "(id=1001, label=NULL)");
  EXPECT_EQ(changes[1]["change"], "lost");
  EXPECT_THAT(outcome.out, HasSubstr("(id=1002, label=a2)"));
}

TEST_P(Rows, WhatIsChangedOnTheWayAndBroughtBackIsANote) {
  base("CREATE TABLE shelf (id int PRIMARY KEY, label text)");
  last("UPDATE shelf SET label = substr(label, 3)", "UPDATE shelf SET label = 'x ' || label");
  gate(0);
  EXPECT_THAT(kinds(), ElementsAre("rows-lost note"));
  EXPECT_THAT(outcome.out, HasSubstr("x a1"));
}

TEST_P(Rows, ANoteOnTheSchemaHidesNoRow) {
  base("CREATE TABLE shelf (id int PRIMARY KEY, label text)");
  last("ALTER TABLE shelf ALTER label SET NOT NULL",
       "ALTER TABLE shelf DROP label; ALTER TABLE shelf ADD label text DEFAULT 'none'; "
       "ALTER TABLE shelf ADD more text; ALTER TABLE shelf DROP more; "
       "ALTER TABLE shelf ALTER label DROP DEFAULT");
  gate(1);
  EXPECT_THAT(kinds(), testing::Contains("rows-lost error"));
  EXPECT_THAT(outcome.out, HasSubstr("(id=1001, label=none)"));
}

TEST_P(Rows, TablesThatTheStepDropsGetNone) {
  base("CREATE TABLE shelf (id int PRIMARY KEY)");
  last("CREATE TABLE box (id int PRIMARY KEY, shelf int NOT NULL REFERENCES shelf)",
       "DROP TABLE box");
  gate(0);
  EXPECT_EQ(tree["steps"][2]["rows_put"], 2);
  EXPECT_THAT(kinds(), IsEmpty());
}

TEST_P(Rows, ARenamedTableIsNotDropped) {
  base("CREATE TABLE shelf (id int PRIMARY KEY)");
  last("ALTER TABLE shelf RENAME TO rack", "ALTER TABLE rack RENAME TO shelf");
  gate(0);
  EXPECT_EQ(tree["steps"][2]["rows_put"], 2);
}

TEST_P(Rows, WhatCannotBeFilledIsListed) {
  base(
      "CREATE TABLE shelf (id int PRIMARY KEY); CREATE TABLE closed (id int CHECK (id IS NULL), "
      "other int NOT NULL CONSTRAINT never CHECK (other > 5 AND other < 5))");
  last("CREATE TABLE box (id int)", "DROP TABLE box");
  gate(0);
  const json unfilled = tree["steps"][2]["unfilled"];
  ASSERT_EQ(unfilled.size(), 1u);
  EXPECT_EQ(unfilled[0]["table"], "public.closed");
  EXPECT_THAT(unfilled[0]["why"].get<std::string>(), HasSubstr("never"));
  EXPECT_THAT(outcome.out, HasSubstr("1 table could not be filled: public.closed"));
}

TEST_P(Rows, ASecondUpgradeThatFailsOnWhatTheDowngradeLeftIsNotBlamedOnRows) {
  base("CREATE TABLE shelf (id int PRIMARY KEY, label text UNIQUE)");
  last("INSERT INTO shelf VALUES (1, 'seed')", "SELECT 1");
  gate(1);
  EXPECT_THAT(kinds(), ElementsAre("silent-residue error"));
}

TEST_P(Rows, TheStairwayNamesTheRevisionAndGoesOn) {
  sandbox.migration("0001", "", execute("CREATE TABLE shelf (id int PRIMARY KEY, label text)"),
                    execute("DROP TABLE shelf"));
  last("ALTER TABLE shelf ADD a int NOT NULL", "ALTER TABLE shelf DROP a");
  sandbox.migration("0003", "0002", execute("CREATE INDEX ON shelf (label)"),
                    execute("DROP INDEX shelf_label_idx; DELETE FROM shelf"));
  sandbox.migration("0004", "0003", execute("ALTER TABLE shelf ALTER a TYPE text"),
                    execute("ALTER TABLE shelf ALTER a TYPE int USING a::int"));
  sandbox.migration("0005", "0004", execute("ALTER TABLE shelf ADD b int"),
                    execute("ALTER TABLE shelf DROP b"));
  gate(1, {"--steps", "all"});
  std::vector<std::string> found;
  for (const json& one : tree["findings"]) {
    found.push_back(one["revision"].get<std::string>() + " " + one["kind"].get<std::string>());
  }
  EXPECT_THAT(found, ElementsAre("0002 upgrade-needs-empty-table", "0003 rows-lost",
                                 "0004 irreversible-downgrade"));
  EXPECT_EQ(tree["steps"].back()["status"], "passed");
}

TEST_P(Rows, HostileValuesDoNotReachTheTerminal) {
  base(
      "CREATE TABLE \"sh\x1b[31melf\" (id int PRIMARY KEY, label text CHECK (label IN "
      "(E'\\x1b[2J::error::', E'b\\nc')))");
  last("SELECT 1", "DELETE FROM \"sh\x1b[31melf\"");
  gate(1);
  EXPECT_THAT(kinds(), ElementsAre("rows-lost error"));
  EXPECT_THAT(outcome.out, Not(HasSubstr("\x1b")));
}

INSTANTIATE_TEST_SUITE_P(Via, Rows, testing::Values("driver", "cli"));

// Every table of both of ours that the newest migration does not make itself.
TEST(RowsOfTheMonorepo, FillEveryTable) {
  Sandbox sandbox;
  const auto outcome = sandbox.gate({"--root", fixtures_folder().parent_path().string(), "--rows"});
  EXPECT_EQ(outcome.code, 0) << outcome.out << outcome.err;
  for (const json& tree : outcome.report["trees"]) {
    for (const json& step : tree["steps"]) {
      EXPECT_TRUE(step.value("unfilled", json::array()).empty()) << step["unfilled"].dump(2);
    }
    EXPECT_EQ(tree["findings"].size(), 0u) << tree["findings"].dump(2);
  }
}

}  // namespace
}  // namespace gate::test

// gate check on trees made up on the spot: what the sources alone show, without a server.
#include <gmock/gmock.h>

#include <cstdlib>

#include "tests/support/report_schema.h"
#include "tests/support/sandbox.h"

namespace gate::test {
namespace {

using nlohmann::json;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::Not;

class Check : public testing::Test {
 protected:
  void SetUp() override {
    sandbox.make_tree();
    sandbox.declare();
    sandbox.migration("0001", "",
                      "op.create_table('shelf', sa.Column('id', sa.Integer, primary_key=True))");
  }
  void TearDown() override { EXPECT_THAT(sandbox.leftovers(), IsEmpty()); }

  void check(int expected_code, std::vector<std::string> more = {}) {
    std::vector<std::string> arguments{"check", "--json", "-"};
    arguments.insert(arguments.end(), more.begin(), more.end());
    outcome = sandbox.gate_as_is(arguments);
    EXPECT_EQ(outcome.code, expected_code) << outcome.out << outcome.err;
    report = json::parse(outcome.out, nullptr, false);
    if (report.is_object()) {
      EXPECT_EQ(refused_by_report_schema(outcome.out), "") << outcome.out;
    }
    tree = report.is_object() && !report["trees"].empty() ? report["trees"][0] : json();
  }
  json only_finding() const {
    EXPECT_EQ(tree["findings"].size(), 1u) << tree["findings"].dump(2);
    return tree["findings"].empty() ? json() : tree["findings"][0];
  }
  void git(const std::string& command) const {
    const std::string line = "cd '" + sandbox.path().string() +
                             "' && GIT_CONFIG_GLOBAL=/dev/null GIT_CONFIG_SYSTEM=/dev/null git "
                             "-c user.name=dev -c user.email=dev@example.com " +
                             command + " >/dev/null 2>&1";
    ASSERT_EQ(std::system(line.c_str()), 0) << command;
  }

  Sandbox sandbox;
  Outcome outcome;
  json report;
  json tree;
};

TEST_F(Check, AHealthyTreeIsClean) {
  sandbox.migration("0002", "0001",
                    "op.create_index('ix', 'shelf', ['id'], "
                    "postgresql_where=sa.text(\"id > 3 AND lower('A') = 'a'\"))\n"
                    "op.execute('CREATE TABLE IF NOT EXISTS shelf (id int)')");
  check(0);
  EXPECT_EQ(report["verdict"], "pass");
  EXPECT_THAT(tree["findings"], IsEmpty());
  EXPECT_THAT(tree["seed_dependent"], IsEmpty());
  EXPECT_EQ(tree["server"], nullptr);
}

TEST_F(Check, FaultsOfTheGraph) {
  sandbox.migration("0002", "0001", "pass");
  sandbox.migration("0003", "0001", "pass");
  sandbox.migration("0004", "0009", "pass");
  sandbox.write("db/migrations/versions/0005.py", "def upgrade(:\n");
  check(1);
  std::vector<std::string> kinds;
  for (const json& finding : tree["findings"]) kinds.push_back(finding["kind"]);
  EXPECT_THAT(kinds, testing::Contains("migration-error"));
}

TEST_F(Check, ATableCreatedTwice) {
  sandbox.migration("0002", "0001", "op.execute('CREATE TABLE shelf (id int)')");
  check(1);
  const json finding = only_finding();
  EXPECT_EQ(finding["mode"], "F");
  EXPECT_EQ(finding["kind"], "duplicate-table");
  EXPECT_EQ(finding["revision"], "0002");
  EXPECT_EQ(finding["file"], "db/migrations/versions/0002.py");
  EXPECT_THAT(finding["places"].dump(), HasSubstr("0001.py"));
}

TEST_F(Check, ATableThatWasTakenAwayInBetweenMayBeCreatedAgain) {
  for (const char* between :
       {"op.drop_table('shelf')", "op.rename_table('shelf', 'old')",
        "op.execute('DROP TABLE IF EXISTS shelf CASCADE')",
        "for name in sa.inspect(op.get_bind()).get_table_names():\n    op.drop_table(name)",
        "op.execute(open('drop.sql').read())"}) {
    sandbox.migration(
        "0002", "0001",
        std::string(between) + "\nop.create_table('shelf', sa.Column('id', sa.Integer))");
    check(0);
  }
  sandbox.migration("0002", "0001",
                    "if op.get_bind().has_table('shelf'):\n"
                    "    op.create_table('shelf', sa.Column('id', sa.Integer))");
  check(0);
}

TEST_F(Check, AnIndexThatIsNotImmutable) {
  sandbox.migration("0002", "0001",
                    "op.create_index('ix', 'shelf', ['id'], "
                    "postgresql_where=sa.text('made_at > now()'))");
  check(1);
  json finding = only_finding();
  EXPECT_EQ(finding["mode"], "D");
  EXPECT_EQ(finding["facts"]["index"], "ix");
  EXPECT_EQ(finding["facts"]["expression"], "made_at > now()");
  EXPECT_EQ(finding["facts"]["function"], "now");
  sandbox.migration("0002", "0001",
                    "op.execute('CREATE INDEX ix ON shelf (id) WHERE d < CURRENT_DATE')");
  check(1);
  EXPECT_EQ(only_finding()["facts"]["function"], "CURRENT_DATE");
}

TEST_F(Check, AFunctionOfTheTreesOwnIsNotPostgresqls) {
  sandbox.migration("0002", "0001",
                    "op.execute('CREATE FUNCTION app.format(int) RETURNS int LANGUAGE sql "
                    "IMMUTABLE AS $$ SELECT 1 $$')\n"
                    "op.execute('CREATE INDEX ix ON shelf (format(id))')");
  check(0);
}

TEST_F(Check, ARoleThatNobodySupplies) {
  sandbox.migration("0002", "0001", "op.execute('GRANT SELECT ON shelf TO reader')");
  sandbox.migration("0003", "0002", "op.execute('ALTER TABLE shelf OWNER TO reader')");
  check(1);
  const json finding = only_finding();
  EXPECT_EQ(finding["mode"], "B");
  EXPECT_EQ(finding["revision"], "0002");
  EXPECT_EQ(finding["facts"]["role"], "reader");
  EXPECT_THAT(finding["places"].dump(), HasSubstr("0003.py"));
  EXPECT_THAT(finding["prerequisite"].dump(), HasSubstr("0002+"));
  sandbox.declare({{"prerequisites",
                    {{{"role", {{"name", "reader"}, {"login", false}}},
                      {"required_by", "0002+"},
                      {"label", "create reader role"}}}}});
  check(0);
  ASSERT_EQ(tree["seed_dependent"].size(), 2u);
  EXPECT_EQ(tree["seed_dependent"][0], json({{"revision", "0002"},
                                             {"file", "db/migrations/versions/0002.py"},
                                             {"line", tree["seed_dependent"][0]["line"]},
                                             {"what", "role"},
                                             {"name", "reader"},
                                             {"declared", true}}));
}

TEST_F(Check, ARoleThatMayBeThereIsNoFinding) {
  for (const char* upgrade :
       {"op.execute('CREATE ROLE reader'); op.execute('GRANT SELECT ON shelf TO reader')",
        "op.execute(\"DO $$ BEGIN IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = 'reader') "
        "THEN CREATE ROLE reader; END IF; END $$\"); op.execute('GRANT ALL ON shelf TO reader')",
        "op.execute('GRANT SELECT ON shelf TO PUBLIC, CURRENT_USER, postgres, pg_monitor')",
        "if sa.inspect(op.get_bind()): op.execute('GRANT SELECT ON shelf TO reader')",
        "name = open('x').read(); op.execute(f'CREATE ROLE {name}'); "
        "op.execute('GRANT SELECT ON shelf TO reader')"}) {
    sandbox.migration("0002", "0001", upgrade);
    check(0);
    EXPECT_THAT(tree["findings"], IsEmpty()) << upgrade;
  }
}

TEST_F(Check, ALookupIsListedAndWhetherItIsDeclared) {
  sandbox.migration("0002", "0001",
                    "found = op.get_bind().execute(sa.text("
                    "\"SELECT id FROM shelf WHERE label = :label\"), {'label': 'top'}).scalar()\n"
                    "if found is None:\n    raise RuntimeError('no shelf')");
  check(0);
  ASSERT_EQ(tree["seed_dependent"].size(), 1u);
  EXPECT_EQ(tree["seed_dependent"][0]["what"], "row");
  EXPECT_EQ(tree["seed_dependent"][0]["name"], "shelf");
  EXPECT_EQ(tree["seed_dependent"][0]["declared"], false);
  sandbox.migration("0002", "0001",
                    "op.execute(\"INSERT INTO shelf VALUES (1)\")\n"
                    "op.get_bind().execute(\"SELECT id FROM shelf WHERE label = 'top'\").scalar()");
  check(0);
  EXPECT_THAT(tree["seed_dependent"], IsEmpty());
}

TEST_F(Check, ANewMigrationHasToBringItsDeclaration) {
  git("init -q -b main .");
  git("add -A");
  git("commit -q -m first");
  git("checkout -q -b topic");
  sandbox.migration(
      "0002", "0001",
      "found = op.get_bind().execute(\"SELECT id FROM shelf WHERE id = 7\").scalar()\n"
      "if found is None:\n    raise RuntimeError('no shelf')");
  check(1, {"--base", "main"});
  const json finding = only_finding();
  EXPECT_EQ(finding["kind"], "undeclared-prerequisite");
  EXPECT_EQ(finding["mode"], nullptr);
  EXPECT_EQ(finding["owner"], "sre");
  EXPECT_EQ(finding["revision"], "0002");
  EXPECT_THAT(std::string(finding["message"]), HasSubstr("must be updated in the same PR"));
  EXPECT_THAT(finding["prerequisite"].dump(), HasSubstr("0001"));
  git("add -A");
  git("commit -q -m second");
  check(1, {"--base", "main"});
  check(0, {"--base", "topic"});
  check(0);
}

TEST_F(Check, AGuardAgainstRowsThatAreThereNeedsNone) {
  git("init -q -b main .");
  git("add -A");
  git("commit -q -m first");
  sandbox.migration("0002", "0001",
                    "if op.get_bind().execute(\"SELECT id FROM shelf WHERE id = 7\").scalar():\n"
                    "    raise RuntimeError('it is taken')\n"
                    "for row in op.get_bind().execute(\"SELECT id FROM shelf WHERE id = 8\"):\n"
                    "    print(row)");
  check(0, {"--base", "main"});
}

TEST_F(Check, ABaseThatIsNoneIsAUsageError) {
  check(2, {"--base", "nowhere"});
  EXPECT_THAT(outcome.out, HasSubstr("--base nowhere"));
}

TEST_F(Check, AWrongDeclarationOrIniIsToldAsInARun) {
  sandbox.declare({{"prerequisites",
                    {{{"role", {{"name", "reader"}, {"login", false}}},
                      {"required_by", "0009"},
                      {"label", "create reader role"}}}}});
  check(2);
  EXPECT_EQ(report["errors"][0]["code"], "declaration");
}

TEST_F(Check, NeedsNoAlembicAndSaysSoInPlainText) {
  outcome = sandbox.gate_as_is({"check"}, {{"PATH", "/usr/bin:/bin"}});
  EXPECT_EQ(outcome.code, 0) << outcome.err;
  EXPECT_THAT(outcome.out, HasSubstr("Shop\n  no migration is seed-dependent"));
  EXPECT_THAT(outcome.out, HasSubstr("passed: 1 tree in "));
}

TEST_F(Check, NothingOfAMigrationIsRun) {
  sandbox.write("db/migrations/versions/0002.py",
                "open('run', 'w')\nrevision = '0002'\ndown_revision = '0001'\n"
                "def upgrade():\n    open('run', 'w')\n");
  check(0);
  EXPECT_FALSE(std::filesystem::exists(sandbox.path() / "run"));
  EXPECT_FALSE(std::filesystem::exists(sandbox.path() / "db/run"));
}

}  // namespace
}  // namespace gate::test

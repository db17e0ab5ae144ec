// C and E in trees that lie in a git repository: who came later and what became of an id.
#include <gmock/gmock.h>

#include "tests/support/git_tree.h"
#include "tests/support/sandbox.h"

namespace gate::test {
namespace {

using nlohmann::json;
using testing::Contains;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::Not;

class GraphHistory : public testing::TestWithParam<const char*> {
 protected:
  void SetUp() override {
    sandbox.write(".gitignore", "tmp/\nstdout\nstderr\nreport.json\n");
    sandbox.make_tree();
    sandbox.declare();
    sandbox.migration("0001", "", "pass");
    sandbox.migration("0002", "0001", "pass");
    tree.commit("begin");
  }
  void TearDown() override { EXPECT_THAT(sandbox.leftovers(), IsEmpty()); }
  json gate(int expected_code = 1) {
    outcome = sandbox.gate({"--via", GetParam()});
    EXPECT_EQ(outcome.code, expected_code) << outcome.out << outcome.err;
    const json findings = outcome.report["trees"][0]["findings"];
    return findings.empty() ? json() : findings[0];
  }
  void version(const std::string& name, const std::string& id, const std::string& down) const {
    sandbox.write("db/migrations/versions/" + name,
                  "\"\"\"" + name + "\"\"\"\nrevision = '" + id + "'\ndown_revision = '" + down +
                      "'\n\n\ndef upgrade():\n    pass\n\n\ndef downgrade():\n    pass\n");
  }

  Sandbox sandbox;
  GitTree tree{sandbox.path()};
  Outcome outcome;
};

// Both were made from 0002; what was merged last is the one to change, though its number is lower.
TEST_P(GraphHistory, OfTwoHeadsTheOneMergedLaterIsRenumbered) {
  tree.branch("early");
  version("0003_early.py", "0003", "0002");
  tree.commit("early");
  tree.go_to("main");
  tree.branch("late");
  version("0004_late.py", "0004", "0002");
  tree.commit("late");
  tree.go_to("main");
  tree.merge("late", "Merge pull request #7 from shop/late");
  const auto merge = tree.merge("early", "Merge pull request #5 from shop/early");
  const json finding = gate();
  EXPECT_EQ(finding["kind"], "multiple-heads");
  EXPECT_EQ(finding["file"], "db/migrations/versions/0003_early.py");
  EXPECT_EQ(finding["line"], 3);
  EXPECT_THAT(finding["fix"], HasSubstr("0003_early.py was merged by " + merge));
  EXPECT_THAT(finding["fix"], HasSubstr("PR #5"));
  EXPECT_THAT(finding["fix"],
              HasSubstr("Rename db/migrations/versions/0003_early.py to 0005_early.py; there set "
                        "revision = \"0005\" (line 2) and down_revision = \"0004\" (line 3)"));
}

TEST_P(GraphHistory, OfOneIdInTwoFilesTheUncommittedIsTheLater) {
  version("0003_z.py", "0003", "0002");
  tree.commit("z");
  version("0003_a.py", "0003", "0002");
  const json finding = gate();
  EXPECT_EQ(finding["kind"], "duplicate-revision");
  EXPECT_EQ(finding["file"], "db/migrations/versions/0003_a.py");
  EXPECT_EQ(finding["line"], 2);
  EXPECT_THAT(finding["fix"], HasSubstr("0003_a.py is not committed yet"));
  EXPECT_THAT(finding["fix"], HasSubstr("0004_a.py"));
}

TEST_P(GraphHistory, ADeletedParentIsToldWithItsCommit) {
  version("0003_c.py", "0003", "0002");
  version("0004_d.py", "0004", "0003");
  tree.commit("more");
  tree.remove("db/migrations/versions/0003_c.py");
  const auto commit = tree.commit("Tidy up (#31)");
  const json finding = gate();
  EXPECT_EQ(finding["mode"], "E");
  EXPECT_EQ(finding["file"], "db/migrations/versions/0004_d.py");
  EXPECT_EQ(finding["line"], 3);
  EXPECT_THAT(
      finding["fix"],
      HasSubstr("0003 was deleted with db/migrations/versions/0003_c.py in " + commit + " ("));
  EXPECT_THAT(finding["fix"], HasSubstr("PR #31"));
  EXPECT_THAT(finding["fix"], HasSubstr("to \"0002\", which it followed"));
}

TEST_P(GraphHistory, ARenumberedParentIsToldWithItsNewId) {
  version("0003_c.py", "0003", "0002");
  version("0004_d.py", "0004", "0003");
  tree.commit("more");
  tree.git({"mv", "db/migrations/versions/0003_c.py", "db/migrations/versions/0007_c.py"});
  version("0007_c.py", "0007", "0002");
  const auto commit = tree.commit("Renumber");
  EXPECT_THAT(gate()["fix"], HasSubstr("0003 became 0007 in " + commit));
}

TEST_P(GraphHistory, AParentOnAnotherBranchIsToldWithIt) {
  tree.branch("bills");
  version("0003_c.py", "0003", "0002");
  tree.commit("bills");
  tree.go_to("main");
  version("0004_d.py", "0004", "0003");
  tree.commit("too early");
  EXPECT_THAT(gate()["fix"], HasSubstr("0003 has not been merged: it is on bills"));
}

TEST_P(GraphHistory, RedThoughNoMigrationChangedGoesToTheOperator) {
  sandbox.migration("0003", "0002", "raise RuntimeError('no')");
  tree.commit("broken");
  tree.branch("feature");
  sandbox.write("README.md", "words\n");
  tree.commit("words");
  EXPECT_THAT(gate()["escalate"],
              Contains(HasSubstr("red although no migration changed against main")));
  sandbox.migration("0003", "0002", "raise RuntimeError('not yet')");
  EXPECT_THAT(gate()["escalate"], Not(Contains(HasSubstr("no migration changed"))));
}

TEST_P(GraphHistory, AGateThatWasTakenOutGoesToTheOperator) {
  sandbox.migration("0003", "0002", "raise RuntimeError('no')");
  sandbox.write(
      ".github/workflows/ci-pr.yml",
      "on: pull_request\njobs:\n  lint:\n    steps:\n      - run: make\n  migration-gate:\n"
      "    steps:\n      - run: gate run\n");
  tree.commit("gate");
  EXPECT_THAT(gate()["escalate"], IsEmpty());
  sandbox.write(".github/workflows/ci-pr.yml",
                "on: pull_request\njobs:\n  lint:\n    steps:\n      - run: make\n");
  const auto commit = tree.commit("Faster (#8)");
  EXPECT_THAT(gate()["escalate"],
              Contains(HasSubstr("operator: the gate (job migration-gate) was taken out of "
                                 ".github/workflows/ci-pr.yml in " +
                                 commit)));
}

TEST_P(GraphHistory, AGateThatMayFailGoesToTheOperator) {
  sandbox.migration("0003", "0002", "raise RuntimeError('no')");
  sandbox.write(".github/workflows/ci-pr.yml",
                "on: pull_request\njobs:\n  migration-gate:\n    steps:\n      - run: gate run\n");
  tree.commit("gate");
  sandbox.write(".github/workflows/ci-pr.yml",
                "on: pull_request\njobs:\n  migration-gate:\n    steps:\n"
                "      - run: gate run || true\n");
  EXPECT_THAT(gate()["escalate"],
              Contains(HasSubstr(".github/workflows/ci-pr.yml:5: a step of job migration-gate is "
                                 "made to pass by `|| true`, since a change that is not committed "
                                 "yet")));
}

// A seed that fails because the table it goes into changed lately.
TEST_P(GraphHistory, ASeededTableThatChangedGoesToTheOperator) {
  sandbox.migration("0003", "0002", "op.create_table('admins', sa.Column('id', sa.Integer))",
                    "op.drop_table('admins')");
  sandbox.migration("0004", "0003",
                    "op.add_column('admins', sa.Column('team', sa.Text, nullable=False))",
                    "op.drop_column('admins', 'team')");
  sandbox.migration("0005", "0004", "pass");
  tree.commit("Teams (#99)");
  sandbox.declare(
      {{"prerequisites",
        {{{"row", {{"table", "admins"}, {"values", {{"id", "1"}}}, {"conflict", {"id"}}}},
          {"after", "0004"},
          {"required_by", "0005"},
          {"label", "seed an admin"}}}}});
  const json finding = gate();
  EXPECT_EQ(finding["kind"], "seed-failed");
  EXPECT_THAT(
      finding["escalate"],
      Contains(HasSubstr("the schema of admins, a seeded table, was changed by 0004 (PR #99)")));
}

// Without git, or where git is never asked, the answer is another one but the verdict is the same.
TEST_P(GraphHistory, WithoutGitItIsSaidThatItCannotBeKnown) {
  std::filesystem::remove_all(sandbox.path() / ".git");
  version("0003_a.py", "0003", "0002");
  version("0003_b.py", "0003", "0002");
  const ScopedVariable ceiling("GIT_CEILING_DIRECTORIES", sandbox.path().parent_path().string());
  const json finding = gate();
  EXPECT_EQ(finding["file"], "db/migrations/versions/0003_b.py");
  EXPECT_THAT(
      finding["fix"],
      HasSubstr("by convention 0003_b.py is taken for the later one, as it sorts last; which "
                "was merged later cannot be known here (there is no git repository)."));
}

INSTANTIATE_TEST_SUITE_P(Via, GraphHistory, testing::Values("driver", "cli"),
                         [](const auto& way) { return std::string(way.param); });

// git is a process for nothing where nothing is wrong.
TEST(GreenRun, NeverStartsGit) {
  Sandbox sandbox;
  sandbox.make_tree();
  sandbox.declare();
  sandbox.migration("0001", "", "pass");
  sandbox.write("bin/git", "#!/bin/sh\ntouch '" + (sandbox.path() / "started").string() + "'\n");
  std::filesystem::permissions(sandbox.path() / "bin/git", std::filesystem::perms(0755));
  const std::string path = (sandbox.path() / "bin").string() + ":" + std::getenv("PATH");
  EXPECT_EQ(sandbox.gate({}, {{"PATH", path}}).code, 0);
  EXPECT_FALSE(std::filesystem::exists(sandbox.path() / "started"));
  sandbox.migration("0002", "0001", "raise RuntimeError('no')");
  EXPECT_EQ(sandbox.gate({}, {{"PATH", path}}).code, 1);
  EXPECT_TRUE(std::filesystem::exists(sandbox.path() / "started"));
}

}  // namespace
}  // namespace gate::test

// What a branch collides with on the base, seen before it is merged (`--base`).
#include "tests/support/branches.h"

namespace gate::test {
namespace {

using nlohmann::json;
using testing::AllOf;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::SizeIs;

class BaseCollisions : public Branches {};

TEST_F(BaseCollisions, TheSameIdIsToldWithTheRivalsCommitDateAndFile) {
  branch_with("feature", "0003_mine.py", "0003", "0002");
  const auto rival = base_moves_on("0003_theirs.py", "0003", "0002", "Tags (#12)");
  EXPECT_THAT(check(0, {}), IsEmpty());
  const json findings = check(1, {"--base", "main"});
  ASSERT_THAT(findings, SizeIs(1));
  const json& finding = findings[0];
  EXPECT_EQ(finding["kind"], "merge-collision");
  EXPECT_EQ(finding["mode"], "C");
  EXPECT_EQ(finding["owner"], "feature-dev");
  EXPECT_EQ(finding["verifier"], "sre");
  EXPECT_EQ(finding["severity"], "error");
  EXPECT_EQ(finding["file"], path("0003_mine.py"));
  EXPECT_EQ(finding["line"], 2);
  EXPECT_EQ(finding["revision"], "0003");
  EXPECT_THAT(finding["message"],
              AllOf(HasSubstr(path("0003_theirs.py")), HasSubstr(rival), HasSubstr("PR #12"),
                    HasSubstr("which landed on main with " + rival),
                    HasSubstr("since this branch was cut")));
  EXPECT_EQ(finding["facts"]["collides on"], "revision id");
  EXPECT_EQ(finding["facts"]["rival commit"], rival);
  EXPECT_EQ(finding["facts"]["rival date"], "2026-01-05T12:00:00+00:00");
  EXPECT_EQ(finding["facts"]["rival file"], path("0003_theirs.py"));
  EXPECT_THAT(finding["fix"],
              AllOf(HasSubstr("git rebase main"),
                    HasSubstr("Rename " + path("0003_mine.py") +
                              " to 0004_mine.py; there set "
                              "revision = \"0004\" (line 2), and set down_revision = \"0003\" "
                              "(line 3)")));
  ASSERT_THAT(finding["places"], SizeIs(1));
  EXPECT_EQ(finding["places"][0]["file"], path("0003_theirs.py"));
}

TEST_F(BaseCollisions, WhatFollowsTheOneThatMovesIsPointedAnew) {
  branch_with("feature", "0003_mine.py", "0003", "0002");
  version("0004_more.py", "0004", "0003");
  tree.commit("more");
  base_moves_on("0003_theirs.py", "0003", "0002");
  const json findings = check(1, {"--base", "main"});
  ASSERT_THAT(findings, SizeIs(1));
  EXPECT_THAT(findings[0]["fix"],
              AllOf(HasSubstr("to 0005_mine.py"),
                    HasSubstr(path("0004_more.py") +
                              " follows it: set its down_revision to \"0005\" (line 3)")));
}

TEST_F(BaseCollisions, TwoIdsOfOneNumber) {
  version("0003_a.py", "0003_a", "0002");
  version("0001_first.py", "0001_first", "");
  version("0002_second.py", "0002_second", "0001_first");
  tree.remove(path("0003_a.py"));
  tree.commit("words in the ids");
  branch_with("feature", "0003_mine.py", "0003_mine", "0002_second");
  base_moves_on("0003_theirs.py", "0003_theirs", "0002_second");
  const json findings = check(1, {"--base", "main"});
  ASSERT_THAT(findings, SizeIs(1));
  EXPECT_EQ(findings[0]["facts"]["collides on"], "number");
  EXPECT_EQ(findings[0]["facts"]["about"], "0003");
  EXPECT_EQ(findings[0]["facts"]["common parent"], "0002_second");
  EXPECT_EQ(findings[0]["facts"]["to"], "0004_mine");
  EXPECT_EQ(findings[0]["facts"]["new name"], "0004_mine.py");
  EXPECT_EQ(findings[0]["facts"]["down_revision"], "0003_theirs");
}

TEST_F(BaseCollisions, TwoFilesOfOneNumberWhereIdsAreMadeUp) {
  version("0001_first.py", "a1b2c3d4e5f6", "");
  version("0002_second.py", "b1b2c3d4e5f6", "a1b2c3d4e5f6");
  tree.commit("made up");
  branch_with("feature", "0003_mine.py", "c1b2c3d4e5f6", "b1b2c3d4e5f6");
  base_moves_on("0003_theirs.py", "d1b2c3d4e5f6", "b1b2c3d4e5f6");
  const json findings = check(1, {"--base", "main"});
  ASSERT_THAT(findings, SizeIs(1));
  EXPECT_EQ(findings[0]["facts"]["collides on"], "number");
  EXPECT_EQ(findings[0]["facts"]["to"], "c1b2c3d4e5f6");
  EXPECT_EQ(findings[0]["facts"]["new name"], "0004_mine.py");
  EXPECT_EQ(findings[0]["facts"]["down_revision"], "d1b2c3d4e5f6");
}

TEST_F(BaseCollisions, TheSameParentWillBeTwoHeads) {
  version("a1b2_first.py", "a1b2c3d4e5f6", "");
  tree.remove(path("0001_first.py"));
  tree.remove(path("0002_second.py"));
  tree.commit("made up");
  branch_with("feature", "c1b2_mine.py", "c1b2c3d4e5f6", "a1b2c3d4e5f6");
  base_moves_on("d1b2_theirs.py", "d1b2c3d4e5f6", "a1b2c3d4e5f6");
  const json findings = check(1, {"--base", "main"});
  ASSERT_THAT(findings, SizeIs(1));
  EXPECT_EQ(findings[0]["facts"]["collides on"], "parent");
  EXPECT_EQ(findings[0]["facts"]["about"], "a1b2c3d4e5f6");
  EXPECT_EQ(findings[0]["line"], 3);
  EXPECT_THAT(findings[0]["fix"],
              AllOf(HasSubstr("set down_revision = \"d1b2c3d4e5f6\" (line 3); its id c1b2c3d4e5f6 "
                              "can stay"),
                    HasSubstr("alembic merge heads")));
}

// What counts on stays; only its parent has to change.
TEST_F(BaseCollisions, AnIdThatNobodyHasMayStay) {
  branch_with("feature", "0004_mine.py", "0004", "0002");
  base_moves_on("0003_theirs.py", "0003", "0002");
  const json findings = check(1, {"--base", "main"});
  ASSERT_THAT(findings, SizeIs(1));
  EXPECT_EQ(findings[0]["facts"]["to"], "0004");
  EXPECT_EQ(findings[0]["facts"]["down_revision"], "0003");
}

TEST_F(BaseCollisions, AParentThatTheBaseRenumbered) {
  branch_with("feature", "0003_mine.py", "0003", "0002");
  tree.go_to("main");
  tree.git({"mv", path("0002_second.py"), path("0007_second.py")});
  sandbox.write(path("0007_second.py"),
                "\"\"\"0002_second.py\"\"\"\nrevision = '0007'\ndown_revision = '0001'\n\n\n"
                "def upgrade():\n    pass\n\n\ndef downgrade():\n    pass\n");
  const auto commit = tree.commit("Renumber");
  tree.go_to("feature");
  const json findings = check(1, {"--base", "main"});
  ASSERT_THAT(findings, SizeIs(1));
  EXPECT_EQ(findings[0]["file"], path("0003_mine.py"));
  EXPECT_THAT(findings[0]["message"],
              HasSubstr("follows 0002, which main renumbered to 0007 in " + commit));
  EXPECT_THAT(findings[0]["fix"], HasSubstr("to \"0007\""));
}

TEST_F(BaseCollisions, AParentThatTheBaseDeleted) {
  branch_with("feature", "0003_mine.py", "0003", "0002");
  tree.go_to("main");
  tree.remove(path("0002_second.py"));
  const auto commit = tree.commit("Tidy up (#31)");
  tree.go_to("feature");
  const json findings = check(1, {"--base", "main"});
  ASSERT_THAT(findings, SizeIs(1));
  EXPECT_THAT(findings[0]["message"], HasSubstr("follows 0002, which main took away in " + commit));
  EXPECT_EQ(findings[0]["facts"]["lost"], "0002");
  EXPECT_THAT(findings[0]["fix"], HasSubstr("to \"0001\""));
}

TEST_F(BaseCollisions, AFileThatGitCannotMergeIsNeverReadHalfMerged) {
  branch_with("feature", "0003_bills.py", "0003", "0002");
  sandbox.write(path("0003_bills.py"), "revision = '0003'\ndown_revision = '0002'\n# mine\n");
  tree.commit("mine");
  tree.go_to("main");
  sandbox.write(path("0003_bills.py"), "revision = '0003'\ndown_revision = '0002'\n# theirs\n");
  const auto commit = tree.commit("theirs");
  tree.go_to("feature");
  const json findings = check(1, {"--base", "main"});
  ASSERT_THAT(findings, SizeIs(1));
  EXPECT_EQ(findings[0]["facts"]["collides on"], "file");
  EXPECT_EQ(findings[0]["file"], path("0003_bills.py"));
  EXPECT_THAT(findings[0]["message"], HasSubstr("git cannot merge"));
  EXPECT_EQ(findings[0]["facts"]["rival commit"], commit);
}

// Here the conflict is within the docstring, so that Python would read the rest, and believe the
// new id that nobody may want.
TEST_F(BaseCollisions, NorIsOneWhoseConflictPythonDoesNotMind) {
  const auto bills = [&](const std::string& words, const std::string& id) {
    sandbox.write(path("0003_bills.py"), "\"\"\"Bills\n\n" + words +
                                             "\n\n\n\n\"\"\"\nrevision = '" + id +
                                             "'\ndown_revision = '0002'\n\n\n"
                                             "def upgrade():\n    pass\n\n\n"
                                             "def downgrade():\n    pass\n");
  };
  bills("begun", "0003");
  tree.commit("bills");
  tree.branch("theirs");
  bills("theirs", "0004");
  tree.commit("theirs");
  branch_with("feature", "0004_mine.py", "0004", "0003");
  bills("mine", "0003");
  tree.commit("mine");
  for (const auto& others : {std::vector<std::string>{"--base", "theirs"},
                             std::vector<std::string>{"--base", "main", "--rival", "theirs"}}) {
    const json findings = check(1, others);
    ASSERT_THAT(findings, SizeIs(1));
    EXPECT_EQ(findings[0]["facts"]["collides on"], "file");
    EXPECT_EQ(findings[0]["file"], path("0003_bills.py"));
  }
}

TEST_F(BaseCollisions, AConflictElsewhereIsGitsToTell) {
  sandbox.write("README.md", "one\n");
  tree.commit("words");
  branch_with("feature", "0003_mine.py", "0003", "0002");
  sandbox.write("README.md", "mine\n");
  tree.commit("mine");
  tree.go_to("main");
  sandbox.write("README.md", "theirs\n");
  version("0003_mine.py", "0003", "0002");  // the very same
  tree.commit("theirs");
  tree.go_to("feature");
  EXPECT_THAT(check(0, {"--base", "main"}), IsEmpty());
}

TEST_F(BaseCollisions, ABranchOnTopOfTheBaseIsClean) {
  tree.branch("feature");
  base_moves_on("0003_theirs.py", "0003", "0002");
  tree.git({"rebase", "-q", "main"});
  version("0004_mine.py", "0004", "0003");
  tree.commit("mine");
  EXPECT_THAT(check(0, {"--base", "main"}), IsEmpty());
}

TEST_F(BaseCollisions, WhatIsNotCommittedCounts) {
  tree.branch("feature");
  base_moves_on("0003_theirs.py", "0003", "0002");
  version("0003_mine.py", "0003", "0002");
  const json findings = check(1, {"--base", "main"});
  ASSERT_THAT(findings, SizeIs(1));
  EXPECT_EQ(findings[0]["facts"]["collides on"], "revision id");
  EXPECT_THAT(findings[0]["detail"], HasSubstr("which is not committed yet"));
  tree.git({"add", "-A"});
  EXPECT_THAT(check(1, {"--base", "main"}), SizeIs(1));
  // Nor does what is deleted.
  tree.git({"commit", "-q", "-m", "mine"});
  tree.remove(path("0003_mine.py"));
  EXPECT_THAT(check(0, {"--base", "main"}), IsEmpty());
}

TEST_F(BaseCollisions, ABaseThatIsBrokenItselfIsNotThisBranchsFault) {
  branch_with("feature", "0004_mine.py", "0004", "0002");
  tree.remove(path("0004_mine.py"));
  sandbox.write("README.md", "words\n");
  tree.commit("words only");
  base_moves_on("0003_a.py", "0003", "0002");
  base_moves_on("0003_b.py", "0003", "0002");
  const json findings = check(0, {"--base", "main"});
  ASSERT_THAT(findings, SizeIs(1));
  EXPECT_EQ(findings[0]["severity"], "note");
  EXPECT_THAT(findings[0]["message"], AllOf(HasSubstr("main is broken without this branch"),
                                            HasSubstr("0003_a.py"), HasSubstr("0003_b.py")));
}

TEST_F(BaseCollisions, AFaultOfItsOwnStaysWhatItIs) {
  branch_with("feature", "0003_a.py", "0003", "0002");
  version("0003_b.py", "0003", "0002");
  tree.commit("again");
  base_moves_on("README.md", "0009", "0008");
  const json findings = check(1, {"--base", "main"});
  ASSERT_THAT(findings, SizeIs(1));
  EXPECT_EQ(findings[0]["kind"], "duplicate-revision");
}

}  // namespace
}  // namespace gate::test

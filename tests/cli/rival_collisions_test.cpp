// What branches collide with that are still open (`--rival`), and who of them gives way.
#include <array>

#include "tests/support/branches.h"

namespace gate::test {
namespace {

using nlohmann::json;
using testing::AllOf;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::SizeIs;

using RivalCollisions = Branches;

json with_rival(const json& findings, const std::string& rival) {
  json found = json::array();
  for (const json& one : findings) {
    if (one["facts"]["rival"] == rival && !one["facts"].contains("branch")) found.push_back(one);
  }
  return found;
}

TEST_F(RivalCollisions, TheLaterOneIsRedAndTheOlderIsTold) {
  const auto old = branch_with("old", "0003_old.py", "0003", "0002");
  const auto late = branch_with("late", "0003_late.py", "0003", "0002");
  json findings = check(1, {"--base", "main", "--rival", "old"});
  ASSERT_THAT(findings, SizeIs(1));
  EXPECT_EQ(findings[0]["severity"], "error");
  EXPECT_EQ(findings[0]["facts"]["gives way"], "HEAD");
  EXPECT_EQ(findings[0]["facts"]["rival commit"], old);
  EXPECT_THAT(findings[0]["message"], HasSubstr("on old, which is still open"));
  EXPECT_THAT(findings[0]["detail"], HasSubstr("gives way whose migration was committed later"));
  EXPECT_THAT(findings[0]["fix"],
              AllOf(HasSubstr("to 0004_late.py; there set revision = \"0004\" (line 2)"),
                    HasSubstr("once old is merged, set down_revision = \"0003\" (line 3)")));
  tree.go_to("old");
  findings = check(0, {"--base", "main", "--rival", "late"});
  ASSERT_THAT(findings, SizeIs(1));
  EXPECT_EQ(findings[0]["severity"], "note");
  EXPECT_EQ(findings[0]["facts"]["gives way"], "late");
  EXPECT_EQ(findings[0]["facts"]["rival commit"], late);
  EXPECT_THAT(findings[0]["fix"], HasSubstr("There is nothing to do on this branch"));
}

TEST_F(RivalCollisions, ThreeThatTookTheSameNumberGetOneEach) {
  branch_with("a", "0003_a.py", "0003", "0002");
  branch_with("b", "0003_b.py", "0003", "0002");
  branch_with("c", "0003_c.py", "0003", "0002");
  json findings = check(1, {"--rival", "*"});
  ASSERT_THAT(findings, SizeIs(3));
  for (const char* rival : {"a", "b"}) {
    const json with = with_rival(findings, rival);
    ASSERT_THAT(with, SizeIs(1)) << rival;
    EXPECT_EQ(with[0]["severity"], "error");
    EXPECT_EQ(with[0]["facts"]["to"], "0005");
    EXPECT_EQ(with[0]["facts"]["down_revision"], "0004");
  }
  tree.go_to("b");
  findings = check(1, {"--rival", "*"});
  ASSERT_THAT(findings, SizeIs(3));
  EXPECT_EQ(with_rival(findings, "a")[0]["facts"]["to"], "0004");
  EXPECT_EQ(with_rival(findings, "a")[0]["severity"], "error");
  EXPECT_EQ(with_rival(findings, "c")[0]["facts"]["to"], "0005");
  EXPECT_EQ(with_rival(findings, "c")[0]["severity"], "note");
  tree.go_to("a");
  findings = check(0, {"--rival", "*"});
  ASSERT_THAT(findings, SizeIs(3));
  json among = json::array();
  for (const json& one : findings) {
    EXPECT_EQ(one["severity"], "note");
    if (one["facts"].contains("branch")) among.push_back(one);
  }
  ASSERT_THAT(among, SizeIs(1));
  EXPECT_EQ(among[0]["facts"]["branch"], "b");
  EXPECT_EQ(among[0]["facts"]["rival"], "c");
  EXPECT_EQ(among[0]["facts"]["gives way"], "c");
  EXPECT_EQ(among[0]["facts"]["to"], "0005");
}

TEST_F(RivalCollisions, WhatIsNotCommittedIsTheLatest) {
  branch_with("open", "0003_open.py", "0003", "0002");
  tree.go_to("main");
  tree.branch("feature");
  version("0003_mine.py", "0003", "0002");
  EXPECT_THAT(check(1, {"--base", "main", "--rival", "open"}), SizeIs(1));
}

// Of one second the name decides, the same in both jobs.
TEST_F(RivalCollisions, OfOneTimeTheNameThatSortsLastGivesWay) {
  branch_with("a", "0003_a.py", "0003", "0002");
  const auto date = tree.git({"log", "-1", "--format=%cI"});
  branch_with("b", "0003_b.py", "0003", "0002");
  tree.git({"-c", "user.name=x", "-c", "user.email=x@example.org", "rebase", "-q",
            "--committer-date-is-author-date", "main"});
  const std::string at = date.substr(0, date.find('\n'));
  tree.git({"update-ref", "refs/heads/b",
            tree.git({"-c", "user.name=x", "commit-tree", "b^{tree}", "-p", "main", "-m", "b"})
                .substr(0, 40)});
  tree.git({"update-ref", "refs/heads/a",
            tree.git({"-c", "user.name=x", "commit-tree", "a^{tree}", "-p", "main", "-m", "a"})
                .substr(0, 40)});
  tree.go_to("a");
  tree.git({"reset", "-q", "--hard"});
  EXPECT_EQ(check(0, {"--base", "main", "--rival", "b"})[0]["severity"], "note");
  tree.go_to("b");
  tree.git({"reset", "-q", "--hard"});
  EXPECT_EQ(check(1, {"--base", "main", "--rival", "a"})[0]["severity"], "error");
}

TEST_F(RivalCollisions, WhatIsMergedOrTouchesNoVersionOrIsHeadsOwnIsPassedOver) {
  branch_with("merged", "0003_merged.py", "0003", "0002");
  tree.go_to("main");
  tree.merge("merged", "merge");
  tree.branch("words");
  sandbox.write("README.md", "words\n");
  tree.commit("words");
  branch_with("feature", "0004_mine.py", "0004", "0003");
  tree.git({"update-ref", "refs/remotes/origin/feature", "feature"});
  tree.git({"update-ref", "refs/remotes/origin/words", "words"});
  tree.git({"update-ref", "refs/remotes/origin/merged", "merged"});
  EXPECT_THAT(check(0, {"--base", "main", "--rival", "origin/*", "--rival", "*", "--rival",
                        "merged", "--rival", "words", "--rival", "feature"}),
              IsEmpty());
}

TEST_F(RivalCollisions, ABranchOnTopOfThisOneOrWithItsVeryFileIsNoRival) {
  branch_with("feature", "0003_mine.py", "0003", "0002");
  branch_with("on-top", "0004_more.py", "0004", "0003", "feature");
  branch_with("picked", "0003_mine.py", "0003", "0002");
  tree.go_to("feature");
  EXPECT_THAT(check(0, {"--base", "main", "--rival", "on-top", "--rival", "picked"}), IsEmpty());
}

TEST_F(RivalCollisions, ARivalThatCollidesWithTheBaseAloneIsNotOurs) {
  branch_with("stale", "0003_stale.py", "0003", "0002");
  tree.go_to("main");
  version("0003_theirs.py", "0003", "0002");
  tree.commit("theirs");
  branch_with("feature", "0004_mine.py", "0004", "0003");
  EXPECT_THAT(check(0, {"--base", "main", "--rival", "stale"}), IsEmpty());
}

// All three took 0003: the one on main keeps it, the others get one each, whoever asks.
TEST_F(RivalCollisions, WhereTheBaseTookItTooEachGetsAnIdOfItsOwn) {
  branch_with("a", "0003_a.py", "0003", "0002");
  branch_with("b", "0003_b.py", "0003", "0002");
  tree.go_to("main");
  version("0003_theirs.py", "0003", "0002");
  tree.commit("theirs");
  for (const auto& [own, other, own_id, severity] : std::vector<std::array<std::string, 4>>{
           {"a", "b", "0004", "note"}, {"b", "a", "0005", "error"}}) {
    tree.go_to(own);
    const json findings = check(1, {"--base", "main", "--rival", other});
    ASSERT_THAT(findings, SizeIs(2)) << own;
    const json base = with_rival(findings, "main");
    ASSERT_THAT(base, SizeIs(1));
    EXPECT_EQ(base[0]["facts"]["to"], own_id);
    EXPECT_EQ(base[0]["facts"]["down_revision"], "0003");
    const json rival = with_rival(findings, other);
    ASSERT_THAT(rival, SizeIs(1));
    EXPECT_EQ(rival[0]["severity"], severity);
    EXPECT_EQ(rival[0]["facts"]["gives way"], own == "b" ? "HEAD" : "b");
    EXPECT_EQ(rival[0]["facts"]["to"], "0005");
    EXPECT_EQ(rival[0]["facts"]["down_revision"], "0004");
  }
}

// What was pushed of this branch before it was mended.
TEST_F(RivalCollisions, HeadsOwnBranchAsItWasPushedIsNoRival) {
  branch_with("feature", "0003_mine.py", "0003", "0002");
  tree.git({"update-ref", "refs/remotes/origin/feature", "feature"});
  tree.git({"reset", "-q", "--hard", "main"});
  version("0004_mine.py", "0004", "0002");
  tree.commit("renumbered");
  EXPECT_THAT(check(0, {"--base", "main", "--rival", "origin/*"}), IsEmpty());
  EXPECT_THAT(check(1, {"--base", "main", "--rival", "origin/feature"}), SizeIs(1));
}

TEST_F(RivalCollisions, APatternWithoutABranchIsSaidAndARefThatIsNotThereIsAnError) {
  EXPECT_THAT(check(0, {"--rival", "refs/remotes/origin/*"}), IsEmpty());
  EXPECT_THAT(outcome.out, HasSubstr("--rival refs/remotes/origin/*: there is no branch that "
                                     "matches it"));
  check(2, {"--rival", "nowhere"});
  EXPECT_THAT(outcome.out, HasSubstr("--rival nowhere: there is no commit \"nowhere\""));
}

TEST_F(RivalCollisions, PatternsGoAcrossSlashes) {
  branch_with("team/a/first", "0003_a.py", "0003", "0002");
  tree.git({"update-ref", "refs/remotes/origin/team/a/first", "team/a/first"});
  tree.git({"branch", "-q", "-m", "team/a/first", "renamed"});
  branch_with("feature", "0003_mine.py", "0003", "0002");
  for (const char* pattern : {"origin/*", "origin/team/*", "refs/remotes/origin/*"}) {
    const json findings = check(1, {"--base", "main", "--rival", pattern});
    ASSERT_THAT(findings, SizeIs(1)) << pattern;
    EXPECT_EQ(findings[0]["facts"]["rival"], "origin/team/a/first");
  }
}

TEST_F(RivalCollisions, AFileThatBothAddIsAConflictOfTheirs) {
  branch_with("old", "0003_bills.py", "0003", "0002");
  branch_with("late", "0003_bills.py", "0003", "0002");
  sandbox.write(path("0003_bills.py"), "revision = '0003'\ndown_revision = '0002'\n# late\n");
  tree.commit("other words");
  const json findings = check(1, {"--base", "main", "--rival", "old"});
  ASSERT_THAT(findings, SizeIs(1));
  EXPECT_EQ(findings[0]["facts"]["collides on"], "file");
}

}  // namespace
}  // namespace gate::test

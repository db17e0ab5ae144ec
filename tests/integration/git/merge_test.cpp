// Merges in a folder of ours, the working tree as a commit, and refs as people name them.
#include "gate/git/merge.h"

#include <gmock/gmock.h>

#include "gate/git/file_changes.h"
#include "gate/git/open_branches.h"
#include "tests/integration/git/git_test.h"

namespace gate::test {
namespace {

using testing::ElementsAre;
using testing::Eq;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::UnorderedElementsAre;

class MergeTest : public GitTest {
 protected:
  void SetUp() override {
    tree.write("db/0001.py", "one\n");
    tree.write("README.md", "words\n");
    tree.commit("begin");
    tree.branch("feature");
    tree.write("db/0002.py", "mine\n");
    tree.commit("mine");
    tree.go_to("main");
    tree.write("db/0003.py", "theirs\n");
    tree.commit("theirs");
  }
  GitRepository scratch() const { return *open("")->writing_to(folder.path() / "scratch"); }
  std::string files_of(const std::string& tree_id) const {
    return *scratch().ask({"ls-tree", "-r", "--name-only", tree_id}, deadline());
  }
  std::string id_of(const std::string& name) const {
    return *open("")->commit_of(name, deadline());
  }
};

TEST_F(MergeTest, HasWhatBothHave) {
  const auto merged = merge_commits(scratch(), "main", "feature", deadline());
  ASSERT_TRUE(merged) << merged.error().why();
  EXPECT_THAT(merged->conflicts, IsEmpty());
  EXPECT_EQ(files_of(merged->tree), "README.md\ndb/0001.py\ndb/0002.py\ndb/0003.py\n");
  // Nowhere but in the folder.
  EXPECT_FALSE(open("")->ask({"cat-file", "-e", merged->tree}, deadline()));
}

TEST_F(MergeTest, NamesWhatCannotBeMerged) {
  tree.write("db/0002.py", "theirs too\n");
  tree.commit("clash");
  const auto merged = merge_commits(scratch(), "main", "feature", deadline());
  ASSERT_TRUE(merged) << merged.error().why();
  EXPECT_THAT(merged->conflicts, ElementsAre("db/0002.py"));
}

TEST_F(MergeTest, OfUnrelatedHistoriesThereIsNone) {
  tree.git({"switch", "-q", "--orphan", "other"});
  tree.write("x", "");
  tree.commit("other");
  EXPECT_EQ(*parting_of(scratch(), "main", "other", deadline()), std::nullopt);
  EXPECT_FALSE(merge_commits(scratch(), "main", "other", deadline()));
}

// A driver of the repository's own is a program; it is not run, and what it is for is a conflict.
TEST_F(MergeTest, RunsNoMergeDriver) {
  tree.write(".gitattributes", "*.py merge=own\n");
  tree.commit("attributes");
  tree.git({"config", "merge.own.driver", "touch " + (tree.path() / "ran").string()});
  tree.write("db/0002.py", "theirs too\n");
  tree.commit("clash");
  const auto merged = merge_commits(scratch(), "main", "feature", deadline());
  ASSERT_TRUE(merged) << merged.error().why();
  EXPECT_THAT(merged->conflicts, ElementsAre("db/0002.py"));
  EXPECT_FALSE(std::filesystem::exists(tree.path() / "ran"));
}

TEST_F(MergeTest, TheWorkingTreeIsACommitOfItsOwnWhereItDiffers) {
  const std::vector<std::string> db{(tree.path() / "db").string()};
  const auto commit = [&] { return *commit_of_working_tree(*open(""), scratch(), db, deadline()); };
  EXPECT_EQ(commit(), id_of("HEAD"));
  tree.write("README.md", "outside\n");
  EXPECT_EQ(commit(), id_of("HEAD"));
  tree.write("db/0004 \"odd\"\n.py", "new\n");
  tree.write("db/0001.py", "changed\n");
  tree.remove("db/0003.py");
  tree.write("db/staged.py", "");
  tree.git({"add", "db/staged.py"});
  tree.remove("db/staged.py");
  const std::string made = commit();
  EXPECT_NE(made, id_of("HEAD"));
  const auto changes = changes_between(scratch(), "HEAD", made, {"db", "README.md"}, deadline());
  ASSERT_TRUE(changes) << changes.error().why();
  std::vector<std::string> lines;
  for (const auto& change : *changes) lines.push_back(std::string(1, change.status) + change.path);
  EXPECT_THAT(lines, UnorderedElementsAre("A"
                                          "db/0004 \"odd\"\n.py",
                                          "M"
                                          "db/0001.py",
                                          "D"
                                          "db/0003.py"));
}

TEST_F(MergeTest, TextsAreReadInOneGo) {
  const auto changes = changes_between(scratch(), "feature", "main", {"db"}, deadline());
  ASSERT_EQ(changes->size(), 2u);
  const auto texts = texts_of(scratch(), {changes->back().new_blob}, deadline());
  ASSERT_TRUE(texts) << texts.error().why();
  EXPECT_EQ(texts->at(changes->back().new_blob), "theirs\n");
  const auto missing = texts_of(scratch(), {std::string(40, '1')}, deadline());
  ASSERT_FALSE(missing);
  EXPECT_THAT(missing.error().why(), HasSubstr("git does not have"));
}

TEST_F(MergeTest, RefsAreFoundByTheNamesThatCiSystemsGive) {
  const auto name_of = [&](const std::string& name) {
    const auto ref = find_ref(*open(""), name, deadline());
    return ref ? ref->name : "";
  };
  tree.git({"update-ref", "refs/remotes/origin/release", "main"});
  EXPECT_EQ(name_of("main"), "main");
  EXPECT_EQ(name_of("refs/heads/main"), "main");
  EXPECT_EQ(name_of("release"), "origin/release");
  EXPECT_EQ(name_of("refs/heads/release"), "origin/release");
  EXPECT_EQ(name_of("refs/remotes/origin/release"), "origin/release");
  EXPECT_EQ(name_of("--help"), "");
  EXPECT_EQ(branch_name("refs/remotes/origin/a/b", {"origin"}), "a/b");
  EXPECT_EQ(branch_name("refs/heads/a/b", {"origin"}), "a/b");
}

TEST_F(MergeTest, OpenBranchesAreThoseThatNothingHasYet) {
  tree.git({"update-ref", "refs/remotes/origin/team/a", "feature"});
  tree.git({"update-ref", "refs/remotes/origin/merged", "main~1"});
  tree.git({"symbolic-ref", "refs/remotes/origin/HEAD", "refs/remotes/origin/team/a"});
  tree.git({"tag", "v1", "feature"});
  const auto of = [&](const std::vector<std::string>& patterns, const std::string& own) {
    const auto open_ones = open_branches(*open(""), patterns, {id_of("main")}, own, deadline());
    std::vector<std::string> names = open_ones->without_any;
    for (const auto& one : open_ones->branches) names.push_back(one.name);
    return names;
  };
  EXPECT_THAT(of({"origin/*"}, "main"), ElementsAre("origin/team/a"));
  EXPECT_THAT(of({"*"}, "main"), ElementsAre("feature"));  // each commit once
  EXPECT_THAT(of({"f*"}, "feature"), IsEmpty());
  EXPECT_THAT(of({"nothing-*", "refs/remotes/*"}, "main"),
              ElementsAre("nothing-*", "origin/team/a"));
}

TEST_F(MergeTest, TipsAreToldByWhatTheyChange) {
  tree.go_to("main");
  tree.branch("words");
  tree.write("README.md", "others\n");
  tree.commit("words");
  tree.git({"switch", "-q", "-c", "on-top", "feature"});
  tree.write("README.md", "on top\n");
  tree.commit("on top");
  const std::vector<std::string> tips{id_of("feature"), id_of("words"), id_of("on-top")};
  EXPECT_THAT(*tips_that_change(*open(""), tips, {id_of("main")}, {"db"}, deadline()),
              UnorderedElementsAre(tips[0], tips[2]));
}

}  // namespace
}  // namespace gate::test

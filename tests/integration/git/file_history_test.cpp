// Which file came first, in real repositories.
#include "gate/git/file_history.h"

#include <gmock/gmock.h>

#include "tests/integration/git/git_test.h"

namespace gate::test {
namespace {

using testing::ElementsAre;

// Long enough that a changed id is still the same file to git.
std::string version(const std::string& id, const std::string& about) {
  return "\"\"\"" + about + "\"\"\"\nrevision = \"" + id + "\"\ndown_revision = \"0001\"\n\n" +
         "def upgrade():\n    create('" + about + "')\n\ndef downgrade():\n    drop('" + about +
         "')\n";
}

class FileHistoryTest : public GitTest {
 protected:
  void SetUp() override {
    tree.write("db/0001.py", version("0001", "the first tables"));
    tree.commit("begin");
  }
  std::vector<FileHistory> histories(const std::vector<std::string>& names,
                                     const std::optional<std::string>& base = {}) const {
    std::vector<std::string> files;
    for (const auto& name : names) files.push_back((tree.path() / name).string());
    const auto known = file_histories(*open(""), files, base, deadline());
    EXPECT_TRUE(known) << known.error().why();
    return known ? *known : std::vector<FileHistory>();
  }
  std::vector<std::size_t> orders(const std::vector<std::string>& names,
                                  const std::optional<std::string>& base = {}) const {
    std::vector<std::size_t> all;
    for (const auto& history : histories(names, base)) all.push_back(history.order);
    return all;
  }
};

// Made earlier, merged later: what counts is when it came to the line that everybody is on.
TEST_F(FileHistoryTest, WhatWasMergedLaterCameLater) {
  tree.branch("early");
  tree.write("db/0002_a.py", version("0002", "accounts"));
  const auto made = tree.commit("accounts");
  tree.go_to("main");
  tree.branch("late");
  tree.write("db/0002_b.py", version("0002", "bills"));
  tree.commit("bills");
  tree.go_to("main");
  tree.merge("late", "Merge pull request #7 from shop/late");
  const auto merge = tree.merge("early", "Merge pull request #5 from shop/early");
  const auto all = histories({"db/0002_a.py", "db/0002_b.py", "db/0001.py"});
  ASSERT_EQ(all.size(), 3u);
  EXPECT_EQ(all[0].order, 3u);
  EXPECT_EQ(all[1].order, 2u);
  EXPECT_EQ(all[2].order, 1u);
  ASSERT_TRUE(all[0].added && all[0].merged);
  EXPECT_EQ(all[0].added->id, made);
  EXPECT_EQ(all[0].merged->id, merge);
  EXPECT_EQ(all[0].merged->subject, "Merge pull request #5 from shop/early");
  EXPECT_FALSE(all[2].merged);
}

TEST_F(FileHistoryTest, WhatIsNotCommittedIsLast) {
  tree.write("db/0002_b.py", version("0002", "bills"));
  tree.commit("bills");
  tree.write("db/0002_a.py", version("0002", "accounts"));
  tree.git({"add", "-A"});
  const auto all = histories({"db/0002_a.py", "db/0002_b.py"});
  EXPECT_FALSE(all[0].committed);
  EXPECT_FALSE(all[0].added);
  EXPECT_GT(all[0].order, all[1].order);
}

TEST_F(FileHistoryTest, RenamesAndMovedFoldersAreFollowed) {
  tree.write("db/0002_a.py", version("0002", "accounts"));
  const auto made = tree.commit("accounts");
  tree.write("db/0003_b.py", version("0003", "bills"));
  tree.commit("bills");
  tree.git({"mv", "db/0002_a.py", "db/0004_a.py"});
  tree.write("db/0004_a.py", version("0004", "accounts"));
  tree.commit("renumber");
  std::filesystem::create_directories(tree.path() / "backend");
  tree.git({"mv", "db", "backend/versions"});
  tree.commit("move");
  const auto all = histories({"backend/versions/0004_a.py", "backend/versions/0003_b.py"});
  EXPECT_EQ(all[0].added->id, made);
  EXPECT_LT(all[0].order, all[1].order);
}

TEST_F(FileHistoryTest, WhatIsThereAgainCameWhenItCameBack) {
  tree.write("db/0002_a.py", version("0002", "accounts"));
  tree.commit("accounts");
  tree.write("db/0002_b.py", version("0002", "bills"));
  tree.remove("db/0002_a.py");
  tree.commit("instead");
  tree.write("db/0002_a.py", version("0002", "accounts and more than that"));
  const auto again = tree.commit("again");
  const auto all = histories({"db/0002_a.py", "db/0002_b.py"});
  EXPECT_EQ(all[0].added->id, again);
  EXPECT_GT(all[0].order, all[1].order);
}

// On a branch that main was merged into, main's files are those that came by a merge; they were
// there before the branch's own all the same.
TEST_F(FileHistoryTest, WhatTheBaseHasCameFirst) {
  tree.branch("feature");
  tree.write("db/0002_ours.py", version("0002", "ours"));
  tree.commit("ours");
  tree.go_to("main");
  tree.write("db/0002_theirs.py", version("0002", "theirs"));
  tree.commit("theirs (#12)");
  tree.go_to("feature");
  tree.merge("main", "Merge branch 'main' into feature");
  const std::vector<std::string> files{"db/0002_ours.py", "db/0002_theirs.py"};
  EXPECT_THAT(orders(files, "main"), ElementsAre(2, 1));
}

TEST_F(FileHistoryTest, WhatCameAtOnceIsAlike) {
  tree.write("db/0002_a.py", version("0002", "accounts"));
  tree.write("db/0002_b.py", version("0002", "bills"));
  tree.commit("both");
  EXPECT_THAT(orders({"db/0002_b.py", "db/0002_a.py"}), ElementsAre(1, 1));
}

TEST_F(FileHistoryTest, AFileThatAMergeBroughtByHandIsFound) {
  tree.branch("other");
  tree.write("x", "");
  tree.commit("x");
  tree.go_to("main");
  tree.git({"merge", "-q", "--no-ff", "--no-commit", "other"});
  tree.write("db/0002_a.py", version("0002", "accounts"));
  const auto merge = tree.commit("Merge other");
  EXPECT_EQ(histories({"db/0002_a.py"})[0].added->id, merge);
}

TEST_F(FileHistoryTest, OddNamesAreNames) {
  tree.write("db/ü \"odd\"\n*name*.py", version("0002", "odd"));
  const auto made = tree.commit("odd");
  EXPECT_EQ(histories({"db/ü \"odd\"\n*name*.py"})[0].added->id, made);
}

TEST_F(FileHistoryTest, AShallowCloneKnowsOnlyWhatItHas) {
  tree.write("db/0002_a.py", version("0002", "accounts"));
  tree.commit("accounts");
  tree.write("db/0002_b.py", version("0002", "bills"));
  const auto made = tree.commit("bills");
  const auto clone = folder.path() / "clone";
  tree.git({"clone", "-q", "--depth=2", "file://" + tree.path().string(), clone.string()});
  const auto all = file_histories(
      *open(clone), {(clone / "db/0002_b.py").string(), (clone / "db/0002_a.py").string()},
      std::nullopt, deadline());
  ASSERT_TRUE(all);
  EXPECT_EQ((*all)[0].added->id, made);
  EXPECT_TRUE((*all)[1].committed);
  EXPECT_FALSE((*all)[1].added);
  EXPECT_GT((*all)[0].order, (*all)[1].order);
}

}  // namespace
}  // namespace gate::test

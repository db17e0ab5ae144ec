// What became of an id, in real repositories.
#include "gate/git/id_history.h"

#include <gmock/gmock.h>

#include "tests/integration/git/git_test.h"

namespace gate::test {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;

std::string version(const std::string& id, const std::string& down) {
  return "\"\"\"Follows '" + down + "'.\"\"\"\nrevision = '" + id + "'\ndown_revision = '" + down +
         "'\n\ndef upgrade():\n    pass\n\ndef downgrade():\n    raise NotImplementedError\n";
}

std::string between_quotes(const std::string& text, const std::string& before) {
  const auto at = text.find("\n" + before + " = '");
  if (at == std::string::npos) return {};
  const auto begin = text.find('\'', at) + 1;
  return text.substr(begin, text.find('\'', begin) - begin);
}

// Stands for the driver's reading; these files say no more than this.
Result<std::vector<RevisionFile>> read(const std::vector<SourceText>& texts) {
  std::vector<RevisionFile> files;
  for (const auto& source : texts) {
    RevisionFile file;
    file.revision = between_quotes(source.text, "revision");
    file.down_revisions = {between_quotes(source.text, "down_revision")};
    file.message = source.text.substr(0, source.text.find('\n'));
    files.push_back(file);
  }
  return files;
}

class IdHistoryTest : public GitTest {
 protected:
  void SetUp() override {
    tree.write("db/0001_a.py", version("0001", ""));
    tree.commit("begin");
    tree.write("db/0002_b.py", version("0002", "0001"));
    tree.commit("second");
  }
  Known<IdHistory> became(const std::string& id) const {
    return id_history(*open(""), id, {(tree.path() / "db").string()}, read, deadline());
  }
};

TEST_F(IdHistoryTest, Deleted) {
  tree.write("db/0003_c.py", version("0003", "0002"));
  tree.remove("db/0002_b.py");
  const auto commit = tree.commit("Tidy up");
  const auto history = became("0002");
  ASSERT_TRUE(history) << history.error().why();
  EXPECT_EQ(history->fate, IdHistory::Fate::deleted);
  EXPECT_EQ(history->commit.id, commit);
  EXPECT_EQ(history->file, "db/0002_b.py");
  EXPECT_THAT(history->down_revisions, ElementsAre("0001"));
}

TEST_F(IdHistoryTest, Renumbered) {
  tree.write("db/0003_c.py", version("0003", "0002"));
  tree.commit("third");
  tree.git({"mv", "db/0002_b.py", "db/0007_b.py"});
  tree.write("db/0007_b.py", version("0007", "0001"));
  const auto commit = tree.commit("Renumber");
  const auto history = became("0002");
  ASSERT_TRUE(history) << history.error().why();
  EXPECT_EQ(history->fate, IdHistory::Fate::renumbered);
  EXPECT_EQ(history->new_id, "0007");
  EXPECT_EQ(history->file, "db/0007_b.py");
  EXPECT_EQ(history->commit.id, commit);
}

TEST_F(IdHistoryTest, NotMergedYet) {
  tree.branch("bills");
  tree.write("db/0003_c.py", version("0003", "0002"));
  const auto commit = tree.commit("Bills");
  tree.go_to("main");
  tree.write("db/0004_d.py", version("0004", "0003"));
  tree.commit("Too early");
  const auto history = became("0003");
  ASSERT_TRUE(history) << history.error().why();
  EXPECT_EQ(history->fate, IdHistory::Fate::not_merged);
  EXPECT_EQ(history->branch, "bills");
  EXPECT_EQ(history->commit.id, commit);
}

TEST_F(IdHistoryTest, WhoOnlyNamesItDoesNotHaveIt) {
  tree.write("db/0003_c.py", version("0003", "0009"));
  tree.commit("Slip of the pen");
  tree.write("db/0003_c.py", version("0003", "0002"));
  tree.commit("Mended");
  const auto history = became("0009");
  ASSERT_FALSE(history);
  EXPECT_THAT(history.error().why(), HasSubstr("no branch here has a file"));
}

TEST_F(IdHistoryTest, OddIdsAreNoExpressions) {
  tree.write("db/x.py", version("a.*(b", "0002"));
  tree.commit("odd");
  tree.remove("db/x.py");
  tree.commit("gone");
  EXPECT_EQ(became("a.*(b")->fate, IdHistory::Fate::deleted);
  EXPECT_FALSE(became("0.*2"));
}

}  // namespace
}  // namespace gate::test

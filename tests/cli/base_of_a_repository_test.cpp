// What surrounds a collision with the base: folders that moved, refs that are not there, and a
// repository in which nothing changes.
#include "tests/support/branches.h"

namespace gate::test {
namespace {

using nlohmann::json;
using testing::AllOf;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::SizeIs;

class BaseOfARepository : public Branches {};

TEST_F(BaseOfARepository, AFolderThatThisBranchMovedGetsWhatCameIntoTheOldOne) {
  tree.branch("feature");
  tree.git({"mv", "db", "data"});
  sandbox.write("seeds/shop.json",
                R"({"tree": "shop", "alembic_ini": "data/alembic.ini", "database": "shop_ci"})");
  version("0003_mine.py", "0003", "0002");
  std::filesystem::rename(sandbox.path() / path("0003_mine.py"),
                          sandbox.path() / "data/migrations/versions/0003_mine.py");
  tree.commit("move");
  base_moves_on("0003_theirs.py", "0003", "0002");
  const json findings = check(1, {"--base", "main"});
  ASSERT_THAT(findings, SizeIs(1));
  EXPECT_EQ(findings[0]["facts"]["collides on"], "revision id");
  EXPECT_EQ(findings[0]["file"], "data/migrations/versions/0003_mine.py");
}

TEST_F(BaseOfARepository, AFolderThatTheBaseMovedHasToBeFollowedFirst) {
  branch_with("feature", "0003_mine.py", "0003", "0002");
  tree.go_to("main");
  tree.git({"mv", "db", "data"});
  tree.commit("move");
  tree.go_to("feature");
  check(2, {"--base", "main"});
  EXPECT_THAT(outcome.out, AllOf(HasSubstr("main has no version file in db/migrations/versions any "
                                           "more"),
                                 HasSubstr("bring this branch up to date")));
}

// A tree that the base does not have yet has nothing to collide with.
TEST_F(BaseOfARepository, ATreeThatIsNewIsClean) {
  tree.git({"switch", "-q", "--orphan", "empty"});
  sandbox.write("README.md", "words\n");
  tree.git({"add", "README.md"});
  tree.git({"commit", "-q", "-m", "words"});
  tree.branch("feature");
  tree.git({"checkout", "-q", "main", "--", "."});
  tree.commit("a tree");
  EXPECT_THAT(check(0, {"--base", "empty"}), IsEmpty());
}

TEST_F(BaseOfARepository, ARunTellsItBesideItsOwnResult) {
  branch_with("feature", "0003_mine.py", "0003", "0002");
  base_moves_on("0003_theirs.py", "0003", "0002");
  EXPECT_THAT(gate(0, {}), IsEmpty());
  for (const char* via : {"driver", "cli"}) {
    const json findings = gate(1, {"--base", "main", "--via", via});
    ASSERT_THAT(findings, SizeIs(1));
    EXPECT_EQ(findings[0]["kind"], "merge-collision");
    for (const json& step : outcome.report["trees"][0]["steps"])
      EXPECT_EQ(step["status"], "passed");
  }
  EXPECT_THAT(gate(1, {"run", "--base", "main"}), SizeIs(1));
}

TEST_F(BaseOfARepository, ARefThatIsNotThereIsAUsageErrorWithARemedy) {
  for (const char* command : {"check", "run", "next"}) {
    outcome = sandbox.gate_as_is({command, "--base", "nowhere"});
    EXPECT_EQ(outcome.code, 2) << outcome.out << outcome.err;
    EXPECT_THAT(outcome.out + outcome.err,
                AllOf(HasSubstr("--base nowhere: there is no commit \"nowhere\""),
                      HasSubstr("git fetch origin")));
  }
}

// The repository afterwards is, file by file, what it was.
TEST_F(BaseOfARepository, NothingOfTheRepositoryChanges) {
  branch_with("feature", "0003_mine.py", "0003", "0002");
  base_moves_on("0003_theirs.py", "0003", "0002");
  version("0004_open.py", "0004", "0003");
  sandbox.write("README.md", "staged\n");
  tree.git({"add", "README.md"});
  const auto picture = [&] {
    std::string all = tree.git({"status", "--porcelain"}) + tree.git({"count-objects", "-v"}) +
                      tree.git({"for-each-ref"}) + tree.git({"diff", "--cached"});
    for (const auto& entry :
         std::filesystem::recursive_directory_iterator(sandbox.path() / ".git")) {
      all += entry.path().string();
      if (entry.is_regular_file()) all += ": " + read_file(entry.path()).substr(0, 200);
      all += "\n";
    }
    return all;
  };
  const auto before = picture();
  check(1, {"--base", "main", "--rival", "*"});
  next({"--base", "main"});
  EXPECT_EQ(picture(), before);
}

}  // namespace
}  // namespace gate::test

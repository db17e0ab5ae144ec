// What changed against a base, in real repositories.
#include "gate/git/changes.h"

#include <gmock/gmock.h>

#include "tests/integration/git/git_test.h"

namespace gate::test {
namespace {

using testing::ElementsAre;
using testing::Eq;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::Optional;
using testing::UnorderedElementsAre;

class ChangesTest : public GitTest {
 protected:
  void SetUp() override {
    tree.write("db/0001.py", "revision = '0001'\nupgrade\ndowngrade\nmore\n");
    tree.write("db/0002.py", "revision = '0002'\nother\nwords\naltogether\n");
    tree.write("db/0003.py", "x\n");
    tree.commit("begin");
  }
  std::vector<std::string> changed(const std::string& base) const {
    const auto changes = changes_since(*open(""), base, deadline());
    if (!changes) return {changes.error().why()};
    std::vector<std::string> lines;
    for (const auto& path : changes->paths) {
      lines.push_back(std::string(1, "AMDR"[static_cast<int>(path.kind)]) + " " + path.path +
                      (path.old_path.empty() ? "" : " from " + path.old_path));
    }
    return lines;
  }
  std::optional<std::string> base(const std::vector<std::string>& environment = {}) const {
    return default_base(*open(""), environment, deadline());
  }
};

TEST_F(ChangesTest, CommittedStagedUnstagedAndUntracked) {
  tree.branch("feature");
  tree.git({"mv", "db/0001.py", "db/0009.py"});
  tree.commit("rename");
  tree.remove("db/0003.py");
  tree.git({"add", "-A"});
  tree.write("db/0002.py", "changed\n");
  tree.write("db/new 'odd'\n\"name\" ü.py", "");
  tree.write(".gitignore", "*.log\n");
  tree.write("db/a.log", "");
  EXPECT_THAT(changed("main"),
              UnorderedElementsAre("R db/0009.py from db/0001.py", "D db/0003.py", "M db/0002.py",
                                   "A db/new 'odd'\n\"name\" ü.py", "A .gitignore"));
}

// What the base did since is none of ours.
TEST_F(ChangesTest, AreFromTheMergeBaseOn) {
  tree.branch("feature");
  tree.write("ours.txt", "");
  tree.commit("ours");
  tree.go_to("main");
  tree.write("theirs.txt", "");
  tree.commit("theirs");
  tree.go_to("feature");
  EXPECT_THAT(changed("main"), ElementsAre("A ours.txt"));
}

TEST_F(ChangesTest, TheBaseIsWhatCiSaysElseTheDefaultBranch) {
  EXPECT_EQ(base(), std::nullopt) << "HEAD is main itself";
  tree.branch("feature");
  tree.write("ours.txt", "");
  tree.commit("ours");
  EXPECT_THAT(base(), Optional(Eq("main")));
  tree.git({"update-ref", "refs/remotes/origin/release", "main"});
  EXPECT_THAT(base({"GITHUB_BASE_REF=release"}), Optional(Eq("origin/release")));
  EXPECT_EQ(base({"GITHUB_BASE_REF=gone"}), std::nullopt);
  tree.git({"update-ref", "refs/remotes/origin/main", "main"});
  EXPECT_THAT(base({"GITHUB_BASE_REF="}), Optional(Eq("origin/main")));
}

TEST_F(ChangesTest, AnUnknownBaseIsNamed) {
  EXPECT_THAT(changed("nowhere"), ElementsAre("there is no commit \"nowhere\""));
  EXPECT_THAT(changed("--output=/tmp/x"), ElementsAre("there is no commit \"--output=/tmp/x\""));
}

TEST_F(ChangesTest, WhatIsNotCommittedIsKnownByItself) {
  tree.branch("feature");
  tree.write("ours.txt", "");
  tree.commit("ours");
  EXPECT_THAT(*uncommitted_paths(*open(""), deadline()), IsEmpty());
  tree.write("db/0003.py", "y\n");
  tree.write("new.txt", "");
  EXPECT_THAT(*uncommitted_paths(*open(""), deadline()), ElementsAre("db/0003.py", "new.txt"));
}

TEST_F(ChangesTest, AShallowCloneWithoutAMergeBaseSaysWhatToFetch) {
  tree.branch("feature");
  tree.write("ours.txt", "");
  tree.commit("ours");
  tree.go_to("main");
  tree.write("theirs.txt", "");
  tree.commit("theirs");
  const auto clone = folder.path() / "clone";
  tree.git({"clone", "-q", "--depth=1", "--no-single-branch", "-b", "feature",
            "file://" + tree.path().string(), clone.string()});
  const auto repository = GitRepository::open(clone, lifeline, deadline(), interrupt);
  ASSERT_TRUE(repository);
  const auto changes = changes_since(*repository, "origin/main", deadline());
  ASSERT_FALSE(changes);
  EXPECT_THAT(changes.error().why(), HasSubstr("no commit in common in this shallow clone"));
}

TEST_F(ChangesTest, NoProgramThatTheRepositoryNamesIsRun) {
  const auto trap =
      folder.write("trap", "#!/bin/sh\ntouch '" + (folder.path() / "sprung").string() + "'\ncat\n");
  for (const char* name :
       {"core.fsmonitor", "diff.external", "diff.odd.textconv", "diff.odd.command",
        "filter.odd.clean", "filter.odd.process", "core.pager", "gpg.program"}) {
    tree.git({"config", name, trap.string()});
  }
  tree.git({"config", "filter.odd.required", "true"});
  tree.git({"config", "log.showSignature", "true"});
  tree.write(".git/info/attributes", "*.py filter=odd diff=odd\n");
  tree.write("db/0002.py", "revision = '0002'\nother\nwords\nalso\n");
  EXPECT_THAT(changed("HEAD"), ElementsAre("M db/0002.py"));
  EXPECT_FALSE(std::filesystem::exists(folder.path() / "sprung"));
}

TEST_F(ChangesTest, TouchPatternsUnderTheirOldNamesToo) {
  const Changes changes{"main", "", {{ChangedPath::Kind::renamed, "old/a.py", "db/a.py"}}};
  EXPECT_TRUE(touches(changes, {"db/**"}));
  EXPECT_TRUE(touches(changes, {"old"}));
  EXPECT_FALSE(touches(changes, {"console/**"}));
}

}  // namespace
}  // namespace gate::test

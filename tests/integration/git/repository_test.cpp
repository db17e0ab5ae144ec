// Repositories of every kind, opened for real; and that nothing a repository names is run.
#include "gate/git/repository.h"

#include <gmock/gmock.h>

#include "tests/integration/git/git_test.h"

namespace gate::test {
namespace {

using testing::Eq;
using testing::HasSubstr;
using testing::Optional;

class Repository : public GitTest {};

TEST_F(Repository, ATreeInASubFolderHasItsRepository) {
  tree.write("services/shop/a.py", "");
  tree.commit("begin");
  const auto repository = open("services/shop");
  ASSERT_TRUE(repository) << repository.error().why();
  EXPECT_EQ(repository->top(), std::filesystem::canonical(tree.path()));
  EXPECT_THAT(repository->path_of(tree.path() / "services/shop/a.py"),
              Optional(Eq("services/shop/a.py")));
  EXPECT_EQ(repository->path_of("/etc/passwd"), std::nullopt);
  EXPECT_FALSE(repository->shallow());
}

TEST_F(Repository, ALinkedWorktreeIsATopOfItsOwn) {
  tree.commit("begin");
  tree.git({"worktree", "add", "-q", "-b", "other", (folder.path() / "other").string()});
  const auto repository = open(folder.path() / "other");
  ASSERT_TRUE(repository) << repository.error().why();
  EXPECT_EQ(repository->top(), std::filesystem::canonical(folder.path() / "other"));
}

TEST_F(Repository, ASubmoduleIsARepositoryOfItsOwn) {
  GitTree inner(folder.path() / "inner");
  inner.write("a.py", "");
  inner.commit("begin");
  tree.commit("begin");
  tree.git({"-c", "protocol.file.allow=always", "submodule", "-q", "add", inner.path().string(),
            "vendor/inner"});
  const auto repository = open("vendor/inner");
  ASSERT_TRUE(repository) << repository.error().why();
  EXPECT_EQ(repository->top(), std::filesystem::canonical(tree.path() / "vendor/inner"));
}

TEST_F(Repository, WhatIsNotThereIsNotKnown) {
  EXPECT_EQ(open("").error().why(), "the repository has no commit yet");
  std::filesystem::create_directories(folder.path() / "plain");
  const ScopedVariable ceiling("GIT_CEILING_DIRECTORIES", folder.path().string());
  EXPECT_EQ(open(folder.path() / "plain").error().why(), "there is no git repository");
  tree.commit("begin");
  EXPECT_EQ(open(tree.path() / ".git").error().why(), "there is no git repository");
  EXPECT_THAT(open(folder.path() / "nowhere").error().why(), HasSubstr("there is no folder"));
  const ScopedVariable path("PATH", folder.path().string());
  EXPECT_EQ(open("").error().why(), "there is no git program");
}

TEST_F(Repository, ARefusalOfGitIsTold) {
  tree.commit("begin");
  const ScopedVariable other("GIT_TEST_ASSUME_DIFFERENT_OWNER", "1");
  EXPECT_THAT(open("").error().why(), HasSubstr("safe.directory"));
}

// A hook that calls gate has these set, for a repository that need not be the tree's.
TEST_F(Repository, GitsVariablesOfTheCallerLeadNowhere) {
  tree.write("a.py", "");
  tree.commit("begin");
  const ScopedVariable directory("GIT_DIR", "/nowhere");
  const ScopedVariable index("GIT_INDEX_FILE", "/nowhere/index");
  EXPECT_TRUE(open(""));
}

TEST_F(Repository, NoTimeMeansNotKnown) {
  tree.commit("begin");
  const auto repository =
      GitRepository::open(tree.path(), lifeline, Deadline(Clock::duration(0)), interrupt);
  ASSERT_FALSE(repository);
  EXPECT_EQ(repository.error().why(), "git took too long to answer");
}

TEST_F(Repository, NothingIsWritten) {
  tree.write("a.py", "one");
  tree.commit("begin");
  const auto index = tree.path() / ".git/index";
  const auto before = std::filesystem::last_write_time(index);
  tree.write("a.py", "two");
  const auto repository = open("");
  ASSERT_TRUE(repository);
  ASSERT_TRUE(repository->ask({"diff", "--name-only", "HEAD"}, deadline()));
  EXPECT_EQ(std::filesystem::last_write_time(index), before);
}

}  // namespace
}  // namespace gate::test

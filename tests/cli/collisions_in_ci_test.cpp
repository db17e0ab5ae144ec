// Collisions as CI systems check branches out: pull requests, merge queues, shallow clones.
#include "tests/support/branches.h"

namespace gate::test {
namespace {

using nlohmann::json;
using testing::AllOf;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::SizeIs;

class CollisionsInCi : public Branches {
 protected:
  // A clone of what there is, as a CI system has it; gate runs in it.
  Outcome check_in_clone(const std::vector<std::string>& how,
                         const std::vector<std::vector<std::string>>& then,
                         std::vector<std::string> arguments,
                         const std::map<std::string, std::string>& environment = {}) {
    const auto clone = sandbox.temporary() / "clone";
    std::filesystem::remove_all(clone);
    std::vector<std::string> words{"clone", "-q"};
    words.insert(words.end(), how.begin(), how.end());
    words.insert(words.end(), {"file://" + sandbox.path().string(), clone.string()});
    tree.git(words);
    for (auto command : then) {
      command.insert(command.begin(), {"-C", clone.string()});
      tree.git(command);
    }
    arguments.insert(arguments.begin(), {"check", "--root", clone.string()});
    auto result = sandbox.gate(std::move(arguments), environment);
    std::filesystem::remove_all(clone);
    return result;
  }
  // What GitHub makes of a pull request: refs/pull/1/merge.
  void make_pull_request(const std::string& branch) {
    tree.go_to("main");
    tree.git({"switch", "-q", "--detach", "main"});
    tree.git({"merge", "-q", "--no-ff", "-m", "Merge " + branch + " into main", branch});
    tree.git({"update-ref", "refs/pull/1/merge", "HEAD"});
    tree.go_to("main");
  }
  const std::vector<std::vector<std::string>> pull_request{
      {"fetch", "-q", "origin", "refs/pull/1/merge"}, {"checkout", "-q", "--detach", "FETCH_HEAD"}};
};

// main moved on after the merge was made.
TEST_F(CollisionsInCi, APullRequestIsHeldAgainstTheBaseAsItIsNow) {
  branch_with("feature", "0003_mine.py", "0003", "0002");
  tree.go_to("main");
  sandbox.write("README.md", "words\n");
  tree.commit("words");
  make_pull_request("feature");
  version("0003_theirs.py", "0003", "0002");
  const auto rival = tree.commit("theirs");
  const auto result = check_in_clone({}, pull_request, {"--base", "origin/main"},
                                     {{"GITHUB_BASE_REF", "main"}, {"GITHUB_HEAD_REF", "feature"}});
  EXPECT_EQ(result.code, 1) << result.out << result.err;
  const json findings = result.report["trees"][0]["findings"];
  ASSERT_THAT(findings, SizeIs(1));
  EXPECT_EQ(findings[0]["kind"], "merge-collision");
  EXPECT_EQ(findings[0]["facts"]["rival commit"], rival);
}

// The merge that is checked out has the collision in it: it is told with the rival, and what it
// comes to after it.
TEST_F(CollisionsInCi, OfAPullRequestTheBranchBelowTheMergeCounts) {
  branch_with("feature", "0003_mine.py", "0003", "0002");
  tree.go_to("main");
  version("0003_theirs.py", "0003", "0002");
  const auto rival = tree.commit("theirs");
  make_pull_request("feature");
  for (const char* base : {"origin/main", "main", "refs/heads/main"}) {
    const auto result = check_in_clone({}, pull_request, {"--base", base});
    EXPECT_EQ(result.code, 1) << result.out << result.err;
    const json findings = result.report["trees"][0]["findings"];
    ASSERT_THAT(findings, SizeIs(2));
    EXPECT_EQ(findings[0]["kind"], "merge-collision");
    EXPECT_EQ(findings[0]["file"], path("0003_mine.py"));
    EXPECT_EQ(findings[0]["facts"]["rival commit"], rival);
    EXPECT_EQ(findings[1]["kind"], "duplicate-revision");
    EXPECT_EQ(findings[1]["because_of"], "merge-collision");
  }
}

TEST_F(CollisionsInCi, ACleanPullRequestPassesAmongItsOwnRefs) {
  branch_with("feature", "0003_mine.py", "0003", "0002");
  make_pull_request("feature");
  const auto result = check_in_clone({}, pull_request,
                                     {"--base", "origin/main", "--rival", "refs/remotes/origin/*"});
  EXPECT_EQ(result.code, 0) << result.out << result.err;
  EXPECT_THAT(result.report["trees"][0]["findings"], IsEmpty());
}

// A merge queue's branch holds main and the requests before this one.
TEST_F(CollisionsInCi, AMergeGroupIsHeldAgainstItsBase) {
  branch_with("a", "0003_a.py", "0003", "0002");
  branch_with("b", "0003_b.py", "0003", "0002");
  tree.go_to("main");
  tree.branch("gh-readonly-queue/main/pr-1");
  tree.merge("a", "Merge pull request #1 from a");
  const std::vector<std::string> asked{"--base",   "refs/heads/main", "--rival",
                                       "origin/a", "--rival",         "origin/gh-readonly-queue/*"};
  auto result = check_in_clone(
      {}, {{"checkout", "-q", "--detach", "origin/gh-readonly-queue/main/pr-1"}}, asked);
  EXPECT_EQ(result.code, 0) << result.out << result.err;
  tree.branch("gh-readonly-queue/main/pr-2");
  tree.merge("b", "Merge pull request #2 from b");
  result = check_in_clone(
      {}, {{"checkout", "-q", "--detach", "origin/gh-readonly-queue/main/pr-2"}}, asked);
  EXPECT_EQ(result.code, 1) << result.out << result.err;
  EXPECT_THAT(result.out, HasSubstr("0003_b.py"));
}

TEST_F(CollisionsInCi, AShallowCloneIsAnErrorWithTheRemedy) {
  branch_with("feature", "0003_mine.py", "0003", "0002");
  tree.go_to("main");
  version("0003_theirs.py", "0003", "0002");
  tree.commit("theirs");
  make_pull_request("feature");
  const std::vector<std::string> shallow{"--depth", "1"};
  auto with_base = pull_request;
  with_base[0] = {"fetch", "-q", "--depth", "1", "origin", "refs/pull/1/merge"};
  const auto remedy = AllOf(HasSubstr("shallow"), HasSubstr("fetch-depth: 0"));
  for (const auto& asked :
       std::vector<std::vector<std::string>>{{"--base", "origin/main"},
                                             {"--base", "main"},
                                             {"--rival", "origin/feature"},
                                             {"--rival", "refs/remotes/origin/f*"}}) {
    const auto result = check_in_clone(shallow, with_base, asked);
    EXPECT_EQ(result.code, 2) << asked[1] << result.out << result.err;
    EXPECT_THAT(result.out, remedy) << asked[1];
  }
  with_base.push_back(
      {"fetch", "-q", "--unshallow", "origin", "+refs/heads/*:refs/remotes/origin/*"});
  EXPECT_EQ(check_in_clone(shallow, with_base, {"--base", "origin/main"}).code, 1);
}

// What a partial clone lacks is not fetched behind anybody's back.
TEST_F(CollisionsInCi, APartialCloneIsAnErrorWithTheRemedy) {
  branch_with("feature", "0003_mine.py", "0003", "0002");
  tree.go_to("main");
  version("0003_theirs.py", "0003", "0002");
  tree.commit("theirs");
  tree.go_to("feature");
  tree.git({"config", "uploadpack.allowFilter", "true"});
  auto result = check_in_clone({"--filter=blob:none"}, {}, {"--base", "main"});
  EXPECT_EQ(result.code, 2) << result.out << result.err;
  EXPECT_THAT(result.out, AllOf(HasSubstr("this clone is partial"), HasSubstr("--refetch")));
  result =
      check_in_clone({"--filter=blob:none"},
                     {{"fetch", "-q", "--refetch", "--no-filter", "origin"}}, {"--base", "main"});
  EXPECT_EQ(result.code, 1) << result.out << result.err;
}

// A git that is too old says what it lacks; it is not taken for a merge without conflicts.
TEST_F(CollisionsInCi, AnOldGitSaysWhatItLacks) {
  branch_with("feature", "0003_mine.py", "0003", "0002");
  tree.go_to("main");
  version("0003_theirs.py", "0003", "0002");
  tree.commit("theirs");
  tree.go_to("feature");
  sandbox.write("tmp/../bin/git",
                "#!/bin/sh\nfor word; do\n  case $word in\n"
                "    merge-tree) echo 'usage: git merge-tree' >&2; exit 129 ;;\n"
                "    --version) echo 'git version 2.34.1'; exit ;;\n  esac\ndone\n"
                "exec /usr/bin/git \"$@\"\n");
  std::filesystem::permissions(sandbox.path() / "bin/git", std::filesystem::perms(0755));
  const std::string search = (sandbox.path() / "bin").string() + ":" + std::getenv("PATH");
  const auto result = sandbox.gate({"check", "--base", "main"}, {{"PATH", search}});
  EXPECT_EQ(result.code, 3) << result.out << result.err;
  EXPECT_THAT(result.out,
              AllOf(HasSubstr("git version 2.34.1 has no `git merge-tree --write-tree`"),
                    HasSubstr("Install git 2.38 or newer")));
}

}  // namespace
}  // namespace gate::test

// `gate plan` in real repositories: what changed, where git cannot tell, and what it says of that.
#include "tests/support/branches.h"

namespace gate::test {
namespace {

using nlohmann::json;
using testing::AllOf;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;

class Plan : public Branches {
 protected:
  Outcome run(std::vector<std::string> arguments,
              const std::map<std::string, std::string>& environment = {}) const {
    arguments.insert(arguments.begin(), "plan");
    return sandbox.gate_as_is(std::move(arguments), environment);
  }
  // The tree `shop` of the plan.
  json plan(std::vector<std::string> arguments) const {
    arguments.insert(arguments.end(), {"--format", "json"});
    const auto result = run(std::move(arguments));
    EXPECT_EQ(result.code, 0) << result.out << result.err;
    return json::parse(result.out)["trees"][0];
  }
  bool touched(const std::string& since = "main") const {
    return plan({"--since", since})["touched"].get<bool>();
  }
  // What it is refused with.
  std::string refusal(int code, const std::vector<std::string>& arguments) const {
    const auto result = run(arguments);
    EXPECT_EQ(result.code, code) << result.out << result.err;
    EXPECT_THAT(result.out, IsEmpty());
    return result.err;
  }
  std::filesystem::path clone(const std::vector<std::string>& how) const {
    const auto folder = sandbox.temporary() / "clone";
    std::filesystem::remove_all(folder);
    std::vector<std::string> words{"clone", "-q"};
    words.insert(words.end(), how.begin(), how.end());
    words.insert(words.end(), {"file://" + sandbox.path().string(), folder.string()});
    tree.git(words);
    return folder;
  }
  void TearDown() override {
    std::filesystem::remove_all(sandbox.temporary() / "clone");
    Branches::TearDown();
  }
};

TEST_F(Plan, WithoutARefEveryTreeAndNoGitIsAsked) {
  const json all = plan({});
  EXPECT_EQ(all["name"], "shop");
  EXPECT_TRUE(all["touched"]);
  EXPECT_THAT(all["paths"], IsEmpty());
  EXPECT_EQ(run({"--format", "github-matrix"}).out,
            "{\"include\":[{\"tree\":\"shop\",\"title\":\"Shop\"}]}\n");
  EXPECT_EQ(run({}).out, "shop (Shop): touched\n    without --since every tree counts\n");
}

TEST_F(Plan, OfEachKindOfChange) {
  tree.branch("feature");
  sandbox.write("README.md", "words\n");
  tree.commit("words");
  EXPECT_FALSE(touched());
  EXPECT_EQ(run({"--since", "main", "--format", "github-matrix"}).out, "{\"include\":[]}\n");
  const std::vector<std::vector<std::string>> changes{
      {"rm", "-q", path("0002_second.py")},
      {"mv", path("0002_second.py"), "attic.py"},
      {"mv", "README.md", path("helper.md")},
      {"update-index", "--chmod=+x", "db/migrations/env.py"},
      {"mv", "db/alembic.ini", "db/other.ini"},
  };
  for (const auto& change : changes) {
    tree.git(change);
    if (change[0] == "mv" && change[1] == "db/alembic.ini") {
      sandbox.declare({{"alembic_ini", "db/other.ini"}});
      tree.git({"add", "seeds"});
    }
    tree.git({"commit", "-q", "-m", "change"});
    tree.git({"checkout", "-q", "."});
    EXPECT_TRUE(touched()) << change[0] << " " << change[1];
    tree.git({"reset", "-q", "--hard", "HEAD^"});
  }
  sandbox.write("seeds/tree.schema.json", "{}\n");
  EXPECT_TRUE(touched()) << "the schema of declarations";
  tree.git({"clean", "-q", "-f", "seeds"});
  sandbox.declare({{"title", "A shop"}});
  EXPECT_TRUE(touched()) << "the declaration";
}

TEST_F(Plan, CountsWhatIsNotCommittedAndSaysSo) {
  tree.branch("feature");
  version("new \n \xc3\xbc.py", "0003", "0002");
  const json shop = plan({"--since", "main"});
  EXPECT_THAT(shop["paths"], ElementsAre(path("new \n \xc3\xbc.py")));
  EXPECT_THAT(run({"--since", "main"}).out,
              AllOf(HasSubstr("1 path changed since main (merge base "),
                    HasSubstr("), 1 not committed\n"), HasSubstr("(not committed)")));
  EXPECT_EQ(shop["because"], "changed: its migrations (db/migrations)");
}

TEST_F(Plan, StartedAnywhereOnADetachedHeadOrInALinkedWorktree) {
  branch_with("feature", "0003_mine.py", "0003", "0002");
  tree.git({"checkout", "-q", "--detach", "feature"});
  EXPECT_TRUE(touched());
  const auto linked = sandbox.temporary() / "clone";
  tree.git({"worktree", "add", "-q", "--detach", linked.string(), "main"});
  EXPECT_FALSE(plan({"--since", "main", "--root", linked.string()})["touched"]);
  EXPECT_TRUE(plan({"--since", "main"})["touched"]);
}

// seeds/ below the top of git's working tree, and the declared repository below that.
TEST_F(Plan, OfARepositoryInASubFolder) {
  tree.git({"rm", "-q", "-r", "--cached", "."});
  std::filesystem::create_directories(sandbox.path() / "one/two");
  std::filesystem::rename(sandbox.path() / "db", sandbox.path() / "one/two/db");
  sandbox.declare({{"repository", "two"}, {"watch", {"models/**"}}});
  std::filesystem::rename(sandbox.path() / "seeds", sandbox.path() / "one/seeds");
  tree.commit("moved");
  const auto root = (sandbox.path() / "one").string();
  const std::vector<std::string> asked{"--since", "main", "--root", root};
  sandbox.write("db/migrations/versions/0003.py", "");
  sandbox.write("models/a.py", "");
  EXPECT_FALSE(plan(asked)["touched"]);
  sandbox.write("one/two/models/a.py", "");
  EXPECT_THAT(plan(asked)["paths"], ElementsAre("one/two/models/a.py"));
  sandbox.write("one/two/db/migrations/versions/0003.py", "");
  EXPECT_EQ(plan(asked)["paths"].size(), 2u);
}

TEST_F(Plan, OfVersionLocationsPackagesAndLinks) {
  const auto ini = read_file(sandbox.path() / "db/alembic.ini");
  const std::string keys = "script_location = migrations\n";
  sandbox.write("db/alembic.ini",
                "[alembic]\nscript_location = shop.store:migrations\nversion_locations = "
                "%(here)s/a b:plugins/one\nversion_path_separator = os\n" +
                    ini.substr(ini.find(keys) + keys.size()));
  sandbox.write("shop/store/migrations/env.py", "");
  std::filesystem::create_directories(sandbox.path() / "linked");
  std::filesystem::create_symlink("../../../linked",
                                  sandbox.path() / "shop/store/migrations/versions");
  tree.commit("elsewhere");
  for (const char* file : {"db/a b/0003.py", "db/plugins/one/0003.py",
                           "shop/store/migrations/helper.py", "linked/0003.py"}) {
    sandbox.write(file, "");
    EXPECT_THAT(plan({"--since", "main"})["paths"], ElementsAre(file));
    tree.remove(file);
  }
  sandbox.write("db/plugins/two/0003.py", "");
  EXPECT_FALSE(touched());
}

TEST_F(Plan, WhereOnlyPythonCanTellEveryChangeCounts) {
  sandbox.write("db/alembic.ini", "[alembic]\nscript_location = nowhere.installed:migrations\n");
  tree.commit("python");
  EXPECT_FALSE(touched()) << "nothing changed";
  sandbox.write("README.md", "words\n");
  EXPECT_TRUE(touched());
  EXPECT_THAT(plan({"--since", "main"})["because"].get<std::string>(),
              HasSubstr("only Python can tell of \"nowhere.installed:migrations\""));
}

TEST_F(Plan, OfASubmodule) {
  GitTree other(sandbox.temporary() / "clone");
  other.write("migrations/env.py", "");
  other.write("alembic.ini", "[alembic]\nscript_location = migrations\n");
  other.commit("begin");
  tree.git({"-c", "protocol.file.allow=always", "submodule", "--quiet", "add",
            other.path().string(), "lib/shop"});
  sandbox.declare({{"repository", "lib/shop"}, {"alembic_ini", "alembic.ini"}});
  tree.commit("submodule");
  EXPECT_FALSE(touched("HEAD"));
  sandbox.write("lib/shop/migrations/versions/0001.py", "");
  EXPECT_THAT(plan({"--since", "HEAD"})["paths"],
              ElementsAre("lib/shop/migrations/versions/0001.py"));
  tree.git({"-C", "lib/shop", "add", "-A"});
  tree.git({"-C", "lib/shop", "commit", "-q", "-m", "more"});
  EXPECT_THAT(plan({"--since", "HEAD"})["paths"], ElementsAre("lib/shop"));
  EXPECT_TRUE(plan({"--since", "HEAD^", "--root", sandbox.path().string()})["touched"]);
}

// A repository in it that is no submodule: git lists nothing of what changes there.
TEST_F(Plan, OfARepositoryWithinThatItDoesNotTrackEveryChangeCounts) {
  const GitTree inner(sandbox.path() / "db/migrations");
  sandbox.write(".gitignore", read_file(sandbox.path() / ".gitignore") + "/db/migrations/\n");
  tree.git({"rm", "-q", "-r", "--cached", "db/migrations"});
  tree.commit("not tracked any more");
  sandbox.write("README.md", "words\n");
  EXPECT_THAT(plan({"--since", "HEAD"})["because"].get<std::string>(),
              HasSubstr("a git repository of its own"));
}

TEST_F(Plan, ARefThatIsNotThereIsAnError) {
  EXPECT_THAT(refusal(2, {"--since", "nowhere"}),
              AllOf(HasSubstr("error: --since nowhere: there is no commit \"nowhere\""),
                    HasSubstr("git fetch origin")));
  EXPECT_THAT(refusal(2, {"--since", ""}), HasSubstr("found an empty ref"));
  EXPECT_THAT(refusal(2, {"--since", std::string(40, '0')}), HasSubstr("there is no commit"));
  EXPECT_THAT(refusal(2, {"--base", "main"}), HasSubstr("expected --since"));
  EXPECT_THAT(refusal(2, {"--since", "main", "--tree", "ship"}), HasSubstr("Did you mean"));
  tree.git({"checkout", "-q", "--orphan", "alone"});
  tree.commit("alone");
  EXPECT_THAT(refusal(2, {"--since", "main"}), HasSubstr("have no commit in common"));
}

TEST_F(Plan, AShallowCloneThatHidesTheMergeBaseIsAnErrorWithTheRemedy) {
  branch_with("feature", "0003_mine.py", "0003", "0002");
  tree.go_to("main");
  sandbox.write("README.md", "words\n");
  tree.commit("words");
  const auto shallow = clone({"--depth=1", "--no-single-branch", "-b", "feature"}).string();
  const std::vector<std::string> asked{"--root", shallow, "--since", "origin/main"};
  EXPECT_THAT(refusal(2, asked), AllOf(HasSubstr("no commit in common in this shallow clone"),
                                       HasSubstr("fetch-depth: 0"), HasSubstr("--unshallow")));
  EXPECT_THAT(refusal(2, {"--root", shallow, "--since", "origin/gone"}),
              HasSubstr("fetch-depth: 0"));
  tree.git({"-C", shallow, "fetch", "-q", "--unshallow"});
  EXPECT_THAT(plan(asked)["paths"], ElementsAre(path("0003_mine.py")));
}

// What renames are told by is not there, and is not fetched behind anybody's back.
TEST_F(Plan, APartialCloneIsEnough) {
  tree.branch("feature");
  tree.git({"mv", path("0002_second.py"), "attic.py"});
  sandbox.write("attic.py", read_file(sandbox.path() / "attic.py") + "# kept for later\n");
  tree.commit("moved");
  tree.git({"config", "uploadpack.allowFilter", "true"});
  const auto partial = clone({"--filter=blob:none", "-b", "feature"}).string();
  EXPECT_THAT(plan({"--root", partial, "--since", "origin/main"})["paths"],
              ElementsAre(path("0002_second.py")));
  EXPECT_THAT(plan({"--since", "main"})["paths"], ElementsAre(path("0002_second.py"), "attic.py"));
}

TEST_F(Plan, WithoutGitOrARepositoryItIsAnErrorToo) {
  std::filesystem::create_directories(sandbox.path() / "bin");
  auto result = run({"--since", "main"}, {{"PATH", (sandbox.path() / "bin").string()}});
  EXPECT_EQ(result.code, 3) << result.out << result.err;
  EXPECT_THAT(result.err, HasSubstr("there is no git program"));
  std::filesystem::remove_all(sandbox.path() / ".git");
  result = run({"--since", "main"}, {{"GIT_CEILING_DIRECTORIES", "/"}});
  EXPECT_EQ(result.code, 2) << result.out << result.err;
  EXPECT_THAT(result.err, HasSubstr("there is no git repository"));
}

TEST_F(Plan, TheMatrixIsOfPlanAlone) {
  for (const char* command : {"run", "check", "next", "list"}) {
    const auto result = sandbox.gate_as_is({command, "--format", "github-matrix"});
    EXPECT_EQ(result.code, 2) << command;
    EXPECT_THAT(result.err, HasSubstr("expected text|plain|json|github ("));
  }
}

}  // namespace
}  // namespace gate::test

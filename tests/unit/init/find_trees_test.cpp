// Which files of a repository make a tree, and where it is to be run.
#include "gate/init/find_trees.h"

#include <gmock/gmock.h>

#include "gate/init/tree_names.h"
#include "tests/support/temporary_folder.h"

namespace gate {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;
using testing::SizeIs;

namespace fs = std::filesystem;

class FindTreesTest : public testing::Test {
 protected:
  void ini(const std::string& file, const std::string& script_location,
           const std::string& more = "") {
    folder.write(file, "[alembic]\nscript_location = " + script_location + "\n" + more);
  }
  void environment(const std::string& migrations) {
    folder.write(migrations + "/env.py", "");
    folder.write(migrations + "/script.py.mako", "");
  }

  Survey look(const std::set<fs::path>& ignored = {}) {
    Interrupt interrupt;
    return *survey(folder.path(), ignored, Deadline(std::chrono::minutes(1)), interrupt);
  }
  FoundTrees find(const std::set<fs::path>& ignored = {}) {
    return find_trees(folder.path(), look(ignored));
  }
  // "ini | directory | migrations", relative.
  std::vector<std::string> trees() {
    std::vector<std::string> all;
    const auto shown = [&](const fs::path& path) {
      return path.empty() ? "?" : path.lexically_relative(folder.path()).string();
    };
    for (const FoundTree& one : find().trees) {
      all.push_back(shown(one.by.ini) + " | " + shown(one.directory) + " | " +
                    shown(one.migrations));
    }
    return all;
  }
  std::vector<std::string> names(const std::set<std::string>& taken = {}) {
    return tree_names(find().trees, folder.path(), taken);
  }

  test::TemporaryFolder folder;
};

TEST_F(FindTreesTest, WhereScriptLocationLeads) {
  ini("a/alembic.ini", "migrations");
  environment("a/migrations");
  ini("b/db/alembic.ini", "%(here)s");
  environment("b/db");
  ini("c/config/alembic.ini", "app/migrations/");
  environment("c/app/migrations");
  ini("conf/d.ini", "schema/alembic");
  environment("services/d/schema/alembic");
  ini("e/migrations/alembic.ini", ".");
  environment("e/migrations");
  EXPECT_THAT(trees(),
              ElementsAre("a/alembic.ini | a | a/migrations", "b/db/alembic.ini | b/db | b/db",
                          "c/config/alembic.ini | c | c/app/migrations",
                          "conf/d.ini | services/d | services/d/schema/alembic",
                          "e/migrations/alembic.ini | e/migrations | e/migrations"));
}

TEST_F(FindTreesTest, APackageOfTheRepository) {
  ini("alembic.ini", "shop.db:migrations");
  environment("src/shop/db/migrations");
  ini("other/alembic.ini", "installed.elsewhere:migrations");
  EXPECT_THAT(trees(), ElementsAre("alembic.ini | src | src/shop/db/migrations",
                                   "other/alembic.ini | other | ?"));
}

TEST_F(FindTreesTest, FlaskMigrateKeepsItsIniBesideEnv) {
  folder.write("web/migrations/alembic.ini", "[alembic]\n# file_template = %%(rev)s\n");
  environment("web/migrations");
  const auto found = find();
  ASSERT_THAT(found.trees, SizeIs(1));
  EXPECT_TRUE(found.trees[0].flask);
  EXPECT_EQ(found.trees[0].directory, folder.path() / "web");
}

TEST_F(FindTreesTest, IniFilesOfOtherToolsAreNone) {
  folder.write("tox.ini", "[tox]\nenvlist = py311\n");
  folder.write("setup.cfg", "[metadata]\nname = x\n");
  folder.write("logging.ini", "[loggers]\nkeys = root\n[logger_alembic]\nlevel = INFO\n");
  folder.write("pytest.ini", "[pytest]\n");
  folder.write("pyproject.toml", "[tool.black]\nline-length = 100\n");
  folder.write("unreadable.ini", std::string("\0\xff\xfe", 3));
  const auto found = find();
  EXPECT_THAT(found.trees, IsEmpty());
  EXPECT_THAT(found.others, IsEmpty());
}

TEST_F(FindTreesTest, AnIniThatLeadsNowhereIsSaid) {
  ini("docs/alembic.ini", "gone");
  const auto found = find();
  EXPECT_THAT(found.trees, IsEmpty());
  ASSERT_THAT(found.others, SizeIs(1));
  EXPECT_EQ(found.others[0].why, "script_location = gone leads to no env.py");
}

TEST_F(FindTreesTest, MigrationsThatNoIniLeadsToAreRunFromCode) {
  environment("src/shop/db/migrations");
  folder.write("src/shop/db/__init__.py", "");
  folder.write("src/shop/__init__.py", "");
  folder.write("scripts/env.py", "");  // nothing of Alembic's beside it
  const auto found = find();
  ASSERT_THAT(found.trees, SizeIs(1));
  EXPECT_TRUE(found.trees[0].without_ini);
  EXPECT_EQ(found.trees[0].directory, folder.path() / "src");
  EXPECT_THAT(names(), ElementsAre("shop"));
}

TEST_F(FindTreesTest, SeveralThatLeadToTheSameAreOne) {
  ini("alembic.ini", "migrations", "[test]\nscript_location = migrations\n");
  ini("alembic-prod.ini", "./migrations");
  environment("migrations");
  const auto found = find();
  ASSERT_THAT(found.trees, SizeIs(1));
  EXPECT_EQ(found.trees[0].by, (IniSection{folder.path() / "alembic.ini"}));
  EXPECT_THAT(found.trees[0].also, ElementsAre(IniSection{folder.path() / "alembic-prod.ini"},
                                               IniSection{folder.path() / "alembic.ini", "test"}));
}

TEST_F(FindTreesTest, SectionsOfOneFileMayBeTreesOfTheirOwn) {
  ini("alembic.ini", "shop", "[billing]\nscript_location = billing\n[logger_x]\nlevel = INFO\n");
  environment("shop");
  environment("billing");
  EXPECT_THAT(find().trees, SizeIs(2));
  const auto both = names();
  ASSERT_THAT(both, SizeIs(2));
  EXPECT_EQ(both[1], both[0] + "-billing");
}

TEST_F(FindTreesTest, WhatIsInstalledBuiltVendoredOrIgnoredIsNotLookedInto) {
  for (const std::string place :
       {"lib/python3.11/site-packages/superset", "node_modules/x", "vendor/x", "build/lib/x",
        ".tox/py311", "__pycache__/x", "ignored/x", "inner"}) {
    ini(place + "/alembic.ini", "migrations");
    environment(place + "/migrations");
  }
  ini("myenv/share/alembic.ini", "migrations");
  environment("myenv/share/migrations");
  folder.write("myenv/pyvenv.cfg", "home = /usr/bin\n");
  folder.write(".git/HEAD", "ref: x");
  folder.write("inner/.git", "gitdir: elsewhere");
  EXPECT_THAT(find({folder.path() / "ignored"}).trees, IsEmpty());
}

TEST_F(FindTreesTest, LinksToFoldersAreNotFollowed) {
  ini("a/alembic.ini", "migrations");
  environment("a/migrations");
  fs::create_directory_symlink(folder.path(), folder.path() / "a/up");
  fs::create_directory_symlink(folder.path() / "a", folder.path() / "b");
  EXPECT_THAT(find().trees, SizeIs(1));
}

TEST_F(FindTreesTest, NamesAreTakenFromFoldersAndNoTwoAreAlike) {
  for (const std::string place : {"one/api", "two/api", "Shop Front/db", "3d", "orders/src"}) {
    ini(place + "/alembic.ini", "migrations");
    environment(place + "/migrations");
  }
  EXPECT_THAT(names({"orders"}),
              ElementsAre("tree-3d", "shop-front", "one-api", testing::_, "two-api"));
  EXPECT_THAT(names({"orders"})[3], testing::EndsWith("-orders"));
}

TEST_F(FindTreesTest, TheFilesTellApartWhatFoldersDoNot) {
  folder.write(".git/HEAD", "ref: x");
  for (const std::string name : {"alembic", "billing", "alembic.x"}) {
    ini(name == "alembic.x" ? "alembic.cfg" : name + ".ini", name);
    environment(name);
  }
  const auto all = names();
  ASSERT_THAT(all, SizeIs(3));
  EXPECT_THAT(all[0], testing::EndsWith("-2"));  // alembic.cfg
  EXPECT_THAT(all[1], testing::EndsWith("-3"));  // alembic.ini
  EXPECT_THAT(all[2], testing::EndsWith("-billing"));
}

}  // namespace
}  // namespace gate

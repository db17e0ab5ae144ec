#include "gate/tree/alembic_ini.h"

#include <gtest/gtest.h>

#include "gate/tree/declaration.h"
#include "tests/support/temporary_folder.h"

namespace gate {
namespace {

using test::TemporaryFolder;

namespace fs = std::filesystem;

TEST(IniFileTest, FollowsConfigparser) {
  const IniFile file(
      "; before any section\n"
      "lost = 1\n"
      "[DEFAULT]\n"
      "from_default = d\n"
      "[alembic]\r\n"
      "# a comment\r\n"
      "Script_Location = mig\r\n"
      "colon: a = b\n"
      "empty =\n"
      "many = one\n"
      "  two\n"
      "\n"
      "# in between\n"
      "\tthree\n"
      "hash = a # not a comment\n"
      "[other]\n"
      "script_location = elsewhere\n");
  EXPECT_EQ(file.value("alembic", "script_location"), "mig");
  EXPECT_EQ(file.value("alembic", "colon"), "a = b");
  EXPECT_EQ(file.value("alembic", "empty"), "");
  EXPECT_EQ(file.value("alembic", "many"), "one\ntwo\nthree");
  EXPECT_EQ(file.value("alembic", "hash"), "a # not a comment");
  EXPECT_EQ(file.value("alembic", "from_default"), "d");
  EXPECT_EQ(file.value("alembic", "lost"), std::nullopt);
  EXPECT_EQ(file.value("other", "script_location"), "elsewhere");
  EXPECT_FALSE(file.has("nothing"));
}

class AlembicIniTest : public testing::Test {
 protected:
  AlembicIniTest() { folder.write(".git/HEAD", "ref: x"); }

  Result<Declaration> from(const std::string& ini, const std::string& text) {
    return declaration_from_ini(folder.write(ini, text));
  }
  std::string message(const std::string& ini, const std::string& text) {
    const auto declaration = from(ini, text);
    if (declaration) return "no error";
    auto said = declaration.error().message;
    const auto at = said.find(root.string());
    return at == 0 ? said.substr(root.string().size() + 1) : said;
  }

  TemporaryFolder folder;
  const fs::path& root = folder.path();
};

TEST_F(AlembicIniTest, BesideItsMigrations) {
  folder.write("backend/alembic/env.py", "");
  const auto declaration = from("backend/alembic.ini", "[alembic]\nscript_location = alembic\n");
  ASSERT_TRUE(declaration) << declaration.error().message;
  EXPECT_EQ(declaration->tree, "backend");
  EXPECT_EQ(declaration->title, "Backend");
  EXPECT_EQ(declaration->database, "backend_ci");
  EXPECT_EQ(declaration->directory, root / "backend");
  EXPECT_EQ(declaration->repository, root);
  EXPECT_EQ(declaration->root, root);
  EXPECT_EQ(declaration->alembic_ini, root / "backend/alembic.ini");
  EXPECT_EQ(declaration->file, "");
  EXPECT_FALSE(declaration->postgres);
}

TEST_F(AlembicIniTest, RunFromTheFolderAbove) {
  folder.write("console/migrations/env.py", "");
  const auto declaration =
      from("console/migrations/alembic.ini", "[alembic]\nscript_location: migrations\n");
  ASSERT_TRUE(declaration) << declaration.error().message;
  EXPECT_EQ(declaration->directory, root / "console");
  EXPECT_EQ(declaration->tree, "console");
}

TEST_F(AlembicIniTest, NamesAreMadeToServe) {
  folder.write("My App (2)/m/env.py", "");
  const auto declaration = from("My App (2)/alembic.ini", "[alembic]\nscript_location = m\n");
  ASSERT_TRUE(declaration) << declaration.error().message;
  EXPECT_EQ(declaration->tree, "my-app--2-");
  folder.write("+++/m/env.py", "");
  EXPECT_EQ(from("+++/alembic.ini", "[alembic]\nscript_location = m\n")->tree, "tree");
}

TEST_F(AlembicIniTest, HereIsTheFolderOfTheIni) {
  folder.write("app/db/migrations/env.py", "");
  const auto declaration =
      from("app/alembic.ini", "[alembic]\nscript_location = %(here)s/db/migrations\n");
  ASSERT_TRUE(declaration) << declaration.error().message;
  EXPECT_EQ(declaration->directory, root / "app");
}

TEST_F(AlembicIniTest, PackagesAreLeftToPython) {
  const auto declaration = from("app/alembic.ini", "[alembic]\nscript_location = app:migrations\n");
  ASSERT_TRUE(declaration) << declaration.error().message;
  EXPECT_EQ(declaration->directory, root / "app");
}

TEST_F(AlembicIniTest, NotAboveTheRepository) {
  folder.write("outer/migrations/env.py", "");
  folder.write("outer/inner/.git", "gitdir: elsewhere");
  EXPECT_EQ(message("outer/inner/app/alembic.ini", "[alembic]\nscript_location = migrations\n"),
            "outer/inner/app/alembic.ini: found script_location = migrations, where there is no " +
                (root / "outer/inner/app/migrations/env.py").string() +
                ", expected a folder with env.py");
}

TEST_F(AlembicIniTest, WrongOnes) {
  EXPECT_EQ(message("a/alembic.ini", ""),
            "a/alembic.ini: found no [alembic] section, expected one with script_location");
  EXPECT_EQ(message("a/alembic.ini", "[alembic]\nsqlalchemy.url = x\n"),
            "a/alembic.ini: found no script_location in [alembic], expected the folder of the "
            "migrations");
  EXPECT_EQ(message("a/alembic.ini", "[alembic]\nscript_location = /nowhere\n"),
            "a/alembic.ini: found script_location = /nowhere, where there is no /nowhere/env.py, "
            "expected a folder with env.py");
  fs::create_directories(root / "b");
  EXPECT_EQ(declaration_from_ini(root / "b").error().message,
            (root / "b").string() + ": found a folder, expected a file");
  EXPECT_EQ(declaration_from_ini(root / "c").error().message,
            (root / "c").string() + ": found no such file, expected a file");
}

TEST_F(AlembicIniTest, FlaskMigrateKeepsItsIniAmongTheMigrations) {
  folder.write("app/migrations/env.py", "");
  const auto declaration = from("app/migrations/alembic.ini", "[alembic]\n");
  ASSERT_TRUE(declaration) << declaration.error().message;
  EXPECT_EQ(declaration->directory, root / "app");
  EXPECT_EQ(declaration->tree, "app");
  EXPECT_EQ(from("other/alembic.ini", "[alembic]\n").error().hint,
            "Add script_location, as `alembic init` writes it.");
}

TEST_F(AlembicIniTest, FlaskIsRunWhereItsApplicationIs) {
  folder.write("shop/.git/HEAD", "");
  folder.write("shop/.flaskenv", "");
  folder.write("shop/web/migrations/env.py", "");
  EXPECT_EQ(from("shop/web/migrations/alembic.ini", "[alembic]\n")->directory, root / "shop");
  folder.write("shop/web/app.py", "");
  EXPECT_EQ(from("shop/web/migrations/alembic.ini", "[alembic]\n")->directory, root / "shop/web");
}

TEST_F(AlembicIniTest, DeclaredTreesAreCheckedInTheirDirectory) {
  Declaration declaration;
  declaration.tree = "console";
  declaration.alembic_ini =
      folder.write("console/migrations/alembic.ini",
                   "[alembic]\nscript_location = migrations\n[second]\nscript_location = other\n");
  folder.write("console/migrations/env.py", "");
  declaration.directory = root / "console";
  EXPECT_TRUE(check_alembic_ini(declaration));

  declaration.directory = root;
  const auto wrong = check_alembic_ini(declaration);
  ASSERT_FALSE(wrong.has_value());
  EXPECT_EQ(wrong.error().tree, "console");
  EXPECT_EQ(wrong.error().hint, "Alembic takes it relative to the folder it is run in, here " +
                                    root.string() +
                                    "; mend it, or declare the right \"directory\".");

  folder.write("console/other/env.py", "");
  declaration.directory = root / "console";
  for (const auto& arguments : std::vector<std::vector<std::string>>{
           {"-n", "second"}, {"-nsecond"}, {"--name", "second"}, {"--name=second"}}) {
    declaration.alembic_args = arguments;
    fs::remove(root / "console/migrations/env.py");
    EXPECT_TRUE(check_alembic_ini(declaration)) << arguments.front();
  }
  declaration.alembic_args = {"-x", "a=b", "-n", "third"};
  EXPECT_EQ(check_alembic_ini(declaration).error().message,
            declaration.alembic_ini.string() +
                ": found no [third] section, expected -n with one of those that have a "
                "script_location: alembic, second");
}

}  // namespace
}  // namespace gate

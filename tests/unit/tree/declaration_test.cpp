#include "gate/tree/declaration.h"

#include <gtest/gtest.h>
#include <sys/stat.h>
#include <unistd.h>

#include <fstream>
#include <iterator>

#include "tests/support/temporary_folder.h"

namespace gate {
namespace {

using test::TemporaryFolder;

namespace fs = std::filesystem;
using std::chrono::seconds;

std::string right(const std::string& name) {
  std::ifstream stream(GATE_SOURCE_DIR "/tests/golden/declarations/right/" + name + ".json");
  return {std::istreambuf_iterator<char>(stream), {}};
}

class DeclarationTest : public testing::Test {
 protected:
  DeclarationTest() { folder.write("backend/alembic.ini", "[alembic]\n"); }

  Result<Declaration> read(const std::string& text) {
    return read_declaration(folder.write("seeds/raptor.json", text), folder.path());
  }
  std::string least(const std::string& tree) const {
    return "{\"tree\": \"" + tree +
           "\", \"alembic_ini\": \"backend/alembic.ini\", \"database\": \"x\"}";
  }

  TemporaryFolder folder;
  const fs::path& root = folder.path();
};

TEST_F(DeclarationTest, FullOne) {
  const auto read_one = read(right("full"));
  ASSERT_TRUE(read_one) << read_one.error().message;
  const auto& declaration = *read_one;
  EXPECT_EQ(declaration.tree, "raptor");
  EXPECT_EQ(declaration.title, "Raptor");
  EXPECT_EQ(declaration.file, root / "seeds/raptor.json");
  EXPECT_EQ(declaration.root, root);
  EXPECT_EQ(declaration.repository, root);
  EXPECT_EQ(declaration.alembic_ini, root / "backend/alembic.ini");
  EXPECT_EQ(declaration.directory, root / "backend");
  EXPECT_EQ(declaration.postgres, 15);
  EXPECT_EQ(declaration.watch, std::vector<std::string>{"backend/alembic/**"});
  EXPECT_EQ(declaration.database, "raptor_ci");
  EXPECT_EQ(declaration.url_variables, std::vector<std::string>{"DATABASE_URL"});
  EXPECT_EQ(declaration.environment,
            (std::map<std::string, std::string>{{"APP_ENV", "ci"}, {"EMPTY", ""}}));
  EXPECT_EQ(declaration.alembic_args, (std::vector<std::string>{"-x", "tenant=ci", ""}));
  EXPECT_EQ(declaration.python, root / ".venv/bin/python");
  EXPECT_EQ(declaration.timeout, seconds(2));  // 1.5, rounded up

  ASSERT_EQ(declaration.prerequisites.size(), 2U);
  const auto& role = declaration.prerequisites[0];
  EXPECT_EQ(std::get<SeedRole>(role.what).name, "raptor_app");
  EXPECT_EQ(role.after, "");
  EXPECT_EQ(role.required_by, "0002+");
  EXPECT_EQ(role.label, "create raptor_app role");
  EXPECT_EQ(declaration.prerequisites[1].after, "0015");
}

TEST_F(DeclarationTest, DefaultsOfTheLeastOne) {
  const auto declaration = read(right("least"));
  ASSERT_TRUE(declaration) << declaration.error().message;
  EXPECT_EQ(declaration->title, "Raptor");
  EXPECT_EQ(declaration->directory, root / "backend");
  EXPECT_EQ(declaration->repository, root);
  EXPECT_FALSE(declaration->postgres);
  EXPECT_EQ(declaration->url_variables, std::vector<std::string>{"DATABASE_URL"});
  EXPECT_EQ(declaration->python, "");
  EXPECT_FALSE(declaration->timeout);
}

TEST_F(DeclarationTest, ValuesReachPostgresAsWritten) {
  const auto declaration = read(right("values"));
  ASSERT_TRUE(declaration) << declaration.error().message;
  const auto& row = std::get<SeedRow>(declaration->prerequisites[1].what);
  const decltype(row.values) expected = {
      {"email", "e"},        {"n", "1.10"}, {"big", "123456789012345678901234567890"},
      {"neg", "-1"},         {"t", "true"}, {"f", "false"},
      {"nil", std::nullopt}, {"empty", ""}, {"u", "Grüße – 表"}};
  EXPECT_EQ(row.values, expected);
}

TEST_F(DeclarationTest, ArraysAndObjectsAsValuesAreJsonText) {
  auto text = right("values");
  text.replace(text.find("1.10"), 4, "{\"a\": [1.50, null, \"q\\\"\"], \"b\": {}}");
  const auto declaration = read(text);
  ASSERT_TRUE(declaration) << declaration.error().message;
  EXPECT_EQ(std::get<SeedRow>(declaration->prerequisites[1].what).values[1].second,
            R"({"a": [1.50, null, "q\""], "b": {}})");
}

TEST_F(DeclarationTest, BarePythonIsLookedForOnPath) {
  const auto declaration = read(
      R"({"tree":"raptor","alembic_ini":"backend/alembic.ini","database":"d","python":"python3.11"})");
  ASSERT_TRUE(declaration) << declaration.error().message;
  EXPECT_EQ(declaration->python, "python3.11");
}

TEST_F(DeclarationTest, RepositoryBelowTheRoot) {
  folder.write("mono/app/alembic.ini", "[alembic]\n");
  const auto declaration = read(
      R"({"tree":"raptor","repository":"mono","alembic_ini":"app/alembic.ini","database":"d"})");
  ASSERT_TRUE(declaration) << declaration.error().message;
  EXPECT_EQ(declaration->root, root);
  EXPECT_EQ(declaration->repository, root / "mono");
  EXPECT_EQ(declaration->alembic_ini, root / "mono/app/alembic.ini");
  EXPECT_EQ(declaration->directory, root / "mono/app");
}

TEST_F(DeclarationTest, FolderInItsPlace) {
  fs::create_directories(root / "seeds/raptor.json");
  const auto declaration = read_declaration(root / "seeds/raptor.json", root);
  EXPECT_EQ(declaration.error().message, "seeds/raptor.json: found a folder, expected a file");
}

TEST_F(DeclarationTest, PipeInItsPlaceDoesNotBlock) {
  fs::create_directories(root / "seeds");
  ASSERT_EQ(mkfifo((root / "seeds/raptor.json").c_str(), 0600), 0);
  const auto declaration = read_declaration(root / "seeds/raptor.json", root);
  EXPECT_EQ(declaration.error().message,
            "seeds/raptor.json: found something that is neither file nor folder, expected a file");
}

TEST_F(DeclarationTest, NoSuchFile) {
  const auto declaration = read_declaration(root / "seeds/raptor.json", root);
  EXPECT_EQ(declaration.error().message, "seeds/raptor.json: found no such file, expected a file");
}

TEST_F(DeclarationTest, TooLarge) {
  const auto declaration = read(std::string(1024 * 1024 + 1, ' '));
  EXPECT_EQ(declaration.error().message,
            "seeds/raptor.json: found more than 1 MiB, expected a smaller file");
}

TEST_F(DeclarationTest, UnreadableFile) {
  const auto file = folder.write("seeds/raptor.json", right("least"));
  ASSERT_EQ(chmod(root.c_str(), 0755), 0);
  ASSERT_EQ(chmod(file.c_str(), 0), 0);
  // Root reads everything, so it steps down for the time.
  const bool root_user = geteuid() == 0;
  if (root_user && seteuid(65534) != 0) GTEST_SKIP() << "root cannot become nobody here";
  const auto declaration = read_declaration(file, root);
  const int restored = root_user ? seteuid(0) : 0;
  ASSERT_EQ(restored, 0);
  ASSERT_FALSE(declaration.has_value());
  EXPECT_EQ(declaration.error().message,
            "seeds/raptor.json: found a file that cannot be read (Permission denied), expected one "
            "that can");
}

TEST_F(DeclarationTest, AllOfAFolderByName) {
  folder.write("seeds/raptor.json", least("raptor"));
  folder.write("seeds/console.json", least("console"));
  folder.write("seeds/tree.schema.json", "{}");
  folder.write("seeds/.raptor.json", "an editor's");
  folder.write("seeds/README.md", "words");
  const auto all = read_declarations(root);
  ASSERT_TRUE(all) << all.error().message;
  ASSERT_EQ(all->size(), 2U);
  EXPECT_EQ((*all)[0].tree, "console");
  EXPECT_EQ((*all)[1].tree, "raptor");
}

TEST_F(DeclarationTest, SeveralWrongOnes) {
  folder.write("seeds/a.json", least("a"));
  folder.write("seeds/b.json", "[]");
  folder.write("seeds/c.json", "{");
  folder.write("seeds/d.json", "7");
  const auto all = read_declarations(root);
  EXPECT_EQ(all.error().message,
            "seeds/b.json: found an empty array, expected an object (2 more wrong: c.json, "
            "d.json)");
}

TEST_F(DeclarationTest, NoSeeds) {
  EXPECT_EQ(read_declarations(root).error().message,
            root.string() + ": found no seeds/, expected seeds/ with one JSON file for each tree");
  fs::create_directories(root / "seeds");
  folder.write("seeds/tree.schema.json", "{}");
  EXPECT_EQ(read_declarations(root).error().message,
            root.string() +
                ": found no declaration in seeds/, expected seeds/ with one JSON file for each "
                "tree");
}

TEST_F(DeclarationTest, RootIsTheNearestFolderWithADeclaration) {
  folder.write("seeds/raptor.json", "{}");
  fs::create_directories(root / "backend/deep/seeds");  // somebody's own, without a declaration
  EXPECT_EQ(find_root(root / "backend/deep").value(), root);
  EXPECT_EQ(find_root(root).value(), root);
  folder.write("backend/seeds/x.json", "{}");
  EXPECT_EQ(find_root(root / "backend/deep").value(), root / "backend");
}

TEST_F(DeclarationTest, NoRoot) {
  const auto none = find_root(root / "backend");
  EXPECT_EQ(none.error().code, ErrorCode::declaration);
  EXPECT_EQ(none.error().message,
            (root / "backend").string() +
                ": found no seeds/, here or upward, expected seeds/ with one JSON file for each "
                "tree");
  EXPECT_EQ(none.error().hint,
            "Run `gate init` in the repository to have them written, name another repository with "
            "`--root`, or run one tree from its alembic.ini with `--ini`.");
  fs::create_directories(root / "seeds");
  EXPECT_EQ(find_root(root / "backend").error().message,
            (root / "backend").string() +
                ": found no declaration in seeds/, here or upward, expected seeds/ with one JSON "
                "file for each tree");
}

TEST_F(DeclarationTest, SelectedInTheOrderDeclaredAndOnce) {
  folder.write("seeds/raptor.json", least("raptor"));
  folder.write("seeds/console.json", least("console"));
  const auto all = read_declarations(root).value();
  const auto both = select_trees(all, {"raptor", "console", "raptor"}).value();
  ASSERT_EQ(both.size(), 2U);
  EXPECT_EQ(both[0].tree, "console");
  EXPECT_EQ(both[1].tree, "raptor");
  EXPECT_EQ(select_trees(all, {}).value().size(), 2U);
  ASSERT_EQ(select_trees(all, {"raptor"}).value().size(), 1U);
}

TEST_F(DeclarationTest, UnknownTree) {
  folder.write("seeds/raptor.json", least("raptor"));
  folder.write("seeds/console.json", least("console"));
  const auto all = read_declarations(root).value();
  const auto near = select_trees(all, {"console", "rapter"});
  EXPECT_EQ(near.error().code, ErrorCode::usage);
  EXPECT_EQ(near.error().message,
            "found no tree named \"rapter\", expected one of console, raptor");
  EXPECT_EQ(near.error().hint, "Did you mean \"raptor\"?");
  EXPECT_EQ(select_trees(all, {"billing"}).error().hint,
            "Trees are declared in seeds/, one file for each.");
}

// The project's own, which have to be right whatever else changes.
TEST(OurDeclarations, AreRight) {
  const auto all = read_declarations(GATE_SOURCE_DIR);
  ASSERT_TRUE(all) << all.error().message;
  ASSERT_EQ(all->size(), 2U);
  EXPECT_EQ((*all)[0].title, "Console");
  EXPECT_EQ((*all)[1].title, "Raptor");
  for (const auto& declaration : *all) {
    const auto checked = check_alembic_ini(declaration);
    EXPECT_TRUE(checked) << checked.error().message;
  }
  const auto& row = (*all)[0].prerequisites.at(0);
  EXPECT_EQ(std::get<SeedRow>(row.what).conflict, std::vector<std::string>{"email"});
  EXPECT_EQ(row.label, "seed kris@ admin row");
  EXPECT_EQ(std::get<SeedRole>((*all)[1].prerequisites.at(0).what).name, "raptor_app");
}

}  // namespace
}  // namespace gate

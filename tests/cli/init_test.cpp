// gate init on repositories made up on the spot: what it writes, what it says, and that gate then
// runs on it.
#include <gmock/gmock.h>
#include <signal.h>

#include <cstdlib>
#include <fstream>

#include "tests/support/sandbox.h"

namespace gate::test {
namespace {

namespace fs = std::filesystem;
using nlohmann::json;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::Not;

class Init : public testing::Test {
 protected:
  void TearDown() override { EXPECT_THAT(sandbox.leftovers(), IsEmpty()); }

  // The sandbox's tree, as another repository's folder holds it.
  void tree(const std::string& folder) {
    sandbox.make_tree();
    sandbox.migration("0001", "",
                      "op.create_table('shelf', sa.Column('id', sa.Integer, primary_key=True))",
                      "op.drop_table('shelf')");
    sandbox.migration("0002", "0001",
                      "op.execute('GRANT SELECT ON shelf TO reader')\n"
                      "op.execute('GRANT INSERT ON shelf TO reader')",
                      "op.execute('REVOKE ALL ON shelf FROM reader')");
    if (folder == "db") return;
    fs::create_directories((sandbox.path() / folder).parent_path());
    fs::rename(sandbox.path() / "db", sandbox.path() / folder);
  }
  Outcome init(int expected_code, std::vector<std::string> more = {}) {
    more.insert(more.begin(), "init");
    auto outcome = sandbox.gate_as_is(more);
    EXPECT_EQ(outcome.code, expected_code) << outcome.out << outcome.err;
    return outcome;
  }
  json declared(const std::string& name) const {
    return json::parse(read_file(sandbox.path() / "seeds" / (name + ".json")), nullptr, false);
  }
  bool there(const std::string& file) const { return fs::exists(sandbox.path() / file); }
  // Every file of seeds/ with its text.
  std::map<std::string, std::string> seeds() const {
    std::map<std::string, std::string> all;
    if (!there("seeds")) return all;
    for (const auto& entry : fs::directory_iterator(sandbox.path() / "seeds")) {
      all[entry.path().filename()] = read_file(entry.path());
    }
    return all;
  }
  void git(const std::string& command) const {
    const std::string line = "cd '" + sandbox.path().string() +
                             "' && GIT_CONFIG_GLOBAL=/dev/null GIT_CONFIG_SYSTEM=/dev/null git "
                             "-c user.name=dev -c user.email=dev@example.com " +
                             command + " >/dev/null 2>&1";
    ASSERT_EQ(std::system(line.c_str()), 0) << command;
  }

  Sandbox sandbox;
};

TEST_F(Init, ThenGateIsGreen) {
  tree("services/shop");
  tree("console/db");
  sandbox.write("docker-compose.yml", "services:\n  db:\n    image: postgres:15-alpine\n");
  const auto outcome = init(0);
  EXPECT_EQ(outcome.err, "");
  EXPECT_THAT(outcome.out,
              testing::MatchesRegex(
                  "console: console/db/alembic.ini; DATABASE_URL; 2 revisions, head 0002; "
                  "create reader role; PostgreSQL 15 .docker-compose.yml.; "
                  "Alembic [^;]*; wrote seeds/console.json\n"
                  "shop: services/shop/alembic.ini; .*\n"
                  "wrote seeds/tree.schema.json\n"
                  "\n"
                  "Next: gate\n"));
  EXPECT_EQ(declared("shop"), json::parse(R"({
    "$schema": "tree.schema.json", "tree": "shop", "alembic_ini": "services/shop/alembic.ini",
    "postgres": 15, "watch": ["services/shop/migrations/**"], "database": "shop_ci",
    "url_variables": ["DATABASE_URL"],
    "prerequisites": [{"role": {"name": "reader", "login": false}, "required_by": "0002",
                       "label": "create reader role"}]})"));
  EXPECT_EQ(read_file(sandbox.path() / "seeds/tree.schema.json"),
            read_file(GATE_SOURCE_DIR "/seeds/tree.schema.json"));
  const auto gated = sandbox.gate({});
  EXPECT_EQ(gated.code, 0) << gated.out << gated.err;
  EXPECT_EQ(gated.report["trees"].size(), 2u);
}

TEST_F(Init, TwiceChangesNothing) {
  tree("db");
  init(0);
  const auto before = seeds();
  const auto outcome = init(0);
  EXPECT_EQ(seeds(), before);
  EXPECT_THAT(outcome.out, HasSubstr(".json, which is left as it is\n"));
  EXPECT_THAT(outcome.out, Not(HasSubstr("wrote")));
}

TEST_F(Init, WhatIsDeclaredUnderAnotherNameIsNotDeclaredTwice) {
  tree("db");
  sandbox.declare();
  const auto before = seeds();
  const auto outcome = init(0);
  EXPECT_EQ(seeds(), before);
  EXPECT_THAT(outcome.out,
              HasSubstr("shop: db/alembic.ini; declared in seeds/shop.json, which is left as it "
                        "is\n\nNext: gate\n"));
}

TEST_F(Init, OneMoreTreeIsDeclaredBesideTheOthers) {
  tree("db");
  sandbox.declare();
  tree("billing");
  tree("db");
  const auto shop = read_file(sandbox.path() / "seeds/shop.json");
  const auto outcome = init(0);
  EXPECT_EQ(read_file(sandbox.path() / "seeds/shop.json"), shop);
  EXPECT_EQ(declared("billing")["tree"], "billing");
  EXPECT_THAT(outcome.out, HasSubstr("\nNext: gate --tree billing\n"));
}

TEST_F(Init, ADeclarationWithMistakesIsLeftAndSaid) {
  tree("db");
  sandbox.write("seeds/shop.json", R"({"tree": "shop", "alembic_ini": "db/alembic.ini"})");
  const auto before = seeds();
  const auto outcome = init(0);
  EXPECT_EQ(seeds(), before);
  EXPECT_THAT(outcome.out, HasSubstr("gate cannot take seeds/shop.json as a declaration: "));
}

TEST_F(Init, AnotherSchemaIsLeftAndSaid) {
  tree("db");
  sandbox.write("seeds/tree.schema.json", "{}");
  const auto outcome = init(0);
  EXPECT_EQ(read_file(sandbox.path() / "seeds/tree.schema.json"), "{}");
  EXPECT_THAT(outcome.out, HasSubstr("seeds/tree.schema.json is not the one of this version"));
}

TEST_F(Init, DryRunPrintsAndWritesNothing) {
  tree("services/shop");
  const auto outcome = init(0, {"--dry-run"});
  EXPECT_FALSE(there("seeds"));
  EXPECT_THAT(outcome.out, HasSubstr("; would write seeds/shop.json\n"));
  EXPECT_THAT(outcome.out, HasSubstr("\nseeds/shop.json\n{\n  \"$schema\": "));
  init(0);
  EXPECT_THAT(outcome.out, HasSubstr(read_file(sandbox.path() / "seeds/shop.json")));
}

TEST_F(Init, WhereThereIsNoTreeItSaysWhereItLooked) {
  sandbox.write("src/tox.ini", "[tox]\n");
  sandbox.write("lib/site-packages/x/alembic.ini", "[alembic]\nscript_location = m\n");
  const auto outcome = init(0);
  EXPECT_FALSE(there("seeds"));
  EXPECT_THAT(outcome.out, HasSubstr("No Alembic tree found in " + sandbox.path().string()));
  EXPECT_THAT(outcome.out, Not(HasSubstr("Next:")));
}

TEST_F(Init, TheRepositoryIsTheTopOfWhereItIsRun) {
  tree("shop/db");
  git("init -q");
  const auto root = (sandbox.path() / "shop").string();
  const auto line = "cd '" + root + "/db/migrations' && TMPDIR='" + sandbox.temporary().string() +
                    "' " GATE_BINARY " init >/dev/null";
  EXPECT_EQ(std::system(line.c_str()), 0);
  EXPECT_TRUE(there("seeds/shop.json"));
}

TEST_F(Init, RootNamesTheRepository) {
  tree("one/shop");
  const auto outcome = init(0, {"--root", "one"});
  EXPECT_TRUE(there("one/seeds/shop.json"));
  EXPECT_THAT(outcome.out, HasSubstr("\nNext: gate --root " + sandbox.path().string() + "/one\n"));
  const auto missing = init(2, {"--root", "nowhere"});
  EXPECT_THAT(missing.err, HasSubstr("nowhere: found no folder, expected a repository"));
}

TEST_F(Init, WhatGitIgnoresIsLeftOut) {
  tree("copy/db");
  tree("shop/db");
  sandbox.write(".gitignore", "/copy/\n/stdout\n/stderr\n/tmp\nalembic.ini\n");
  git("init -q");
  git("add -A");
  git("commit -qm x");
  const auto outcome = init(0);
  EXPECT_FALSE(there("seeds/copy.json"));
  EXPECT_TRUE(there("seeds/shop.json"));
  EXPECT_THAT(outcome.out, HasSubstr("  shop: git ignores shop/db/alembic.ini, so it will not"));
}

TEST_F(Init, WhereItCannotWriteItSaysSoAndLeavesNothing) {
  tree("db");
  sandbox.write("seeds", "a file");
  const auto outcome = init(3);
  EXPECT_THAT(outcome.err, HasSubstr("error: cannot "));
  EXPECT_EQ(read_file(sandbox.path() / "seeds"), "a file");
  EXPECT_THAT(outcome.out, Not(HasSubstr("wrote")));
  EXPECT_THAT(outcome.out, Not(HasSubstr("Next:")));
}

TEST_F(Init, AnInterruptLeavesNothing) {
  tree("db");
  // A Python that hangs holds it where it reads the sources.
  sandbox.write("bin/python3", "#!/bin/sh\n: >'" + (sandbox.path() / "started").string() +
                                   "'\nexec /bin/sleep 60\n");
  fs::permissions(sandbox.path() / "bin/python3", fs::perms(0755));
  const pid_t pid =
      sandbox.start({"init"}, {{"PATH", (sandbox.path() / "bin").string()}, {"VIRTUAL_ENV", ""}});
  ASSERT_GT(pid, 1);
  for (int tries = 0; tries < 2000 && !there("started"); ++tries) ::usleep(10000);
  ::kill(pid, SIGINT);
  const auto outcome = sandbox.finish(pid);
  EXPECT_EQ(outcome.code, 130) << outcome.out << outcome.err;
  EXPECT_FALSE(there("seeds"));
}

TEST_F(Init, ManyFilesAndLoopsOfLinks) {
  tree("deep/down/shop");
  for (int folder = 0; folder < 200; ++folder) {
    const auto path = sandbox.path() / "many" / std::to_string(folder);
    fs::create_directories(path);
    for (int file = 0; file < 100; ++file) std::ofstream(path / (std::to_string(file) + ".txt"));
    fs::create_directory_symlink(sandbox.path(), path / "loop");
  }
  const auto outcome = init(0);
  EXPECT_THAT(outcome.out, testing::StartsWith("shop: deep/down/shop/alembic.ini; "));
}

TEST_F(Init, HeadsByDesignAndHeadsByAccident) {
  tree("shop/db");
  sandbox.make_tree();
  for (const std::string label : {"billing", "catalog"}) {
    sandbox.write("db/migrations/versions/" + label + ".py",
                  "revision = '" + label + "1'\ndown_revision = None\nbranch_labels = ('" + label +
                      "',)\ndef upgrade(): pass\ndef downgrade(): pass\n");
  }
  fs::rename(sandbox.path() / "db", sandbox.path() / "labelled");
  tree("parted/db");
  sandbox.make_tree();
  sandbox.migration("0001", "", "pass");
  sandbox.migration("0002", "", "pass");
  fs::rename(sandbox.path() / "db", sandbox.path() / "unlabelled");
  const auto outcome = init(0);
  EXPECT_EQ(declared("labelled")["heads"], json::parse(R"(["billing", "catalog"])"));
  EXPECT_FALSE(declared("unlabelled").contains("heads"));
  EXPECT_THAT(outcome.out, HasSubstr("  unlabelled: The tree has 2 heads (0001, 0002)"));
}

TEST_F(Init, ARowThatOnlyARunCanCompleteIsSaid) {
  tree("shop/db");
  fs::rename(sandbox.path() / "shop/db", sandbox.path() / "db");
  sandbox.migration(
      "0003", "0002",
      "row = op.get_bind().execute(sa.text('SELECT id FROM shelf WHERE id = 7')).first()\n"
      "if row is None:\n    raise RuntimeError('no shelf 7')");
  const auto outcome = init(0);
  EXPECT_THAT(outcome.out, HasSubstr("looks up a row in shelf (id = '7') that no migration "
                                     "writes. gate will stop there and print the row"));
}

TEST_F(Init, MigrationsThatAreRunFromCodeGetAnIniOfTheirOwn) {
  tree("lib/shop/db");
  fs::remove(sandbox.path() / "lib/shop/db/alembic.ini");
  sandbox.write("lib/shop/db/migrations/script.py.mako", "");
  const auto outcome = init(0);
  EXPECT_THAT(outcome.out, HasSubstr("; wrote seeds/shop.json and seeds/shop.ini\n"));
  EXPECT_EQ(declared("shop")["alembic_ini"], "seeds/shop.ini");
  const auto gated = sandbox.gate({});
  EXPECT_EQ(gated.code, 0) << gated.out << gated.err;
  const auto before = seeds();
  init(0);
  EXPECT_EQ(seeds(), before);
}

TEST_F(Init, ATreeThatDoesNotStartFromEmptyIsToldHow) {
  sandbox.make_tree();
  sandbox.migration("0001", "", "op.add_column('users', sa.Column('age', sa.Integer))");
  sandbox.migration("0002", "0001", "op.create_table('late', sa.Column('id', sa.Integer))");
  fs::create_directories(sandbox.path() / "shop");
  fs::rename(sandbox.path() / "db", sandbox.path() / "shop/db");
  const auto outcome = init(0);
  EXPECT_THAT(outcome.out,
              HasSubstr("  shop: shop/db/migrations/versions/0001.py:13 changes the table users, "
                        "which no revision makes, so the tree does not start from an empty "
                        "database. Run pg_dump --schema-only --no-owner --no-privileges -f "
                        "seeds/shop.baseline.sql on a database in which 0001 has not run yet, and "
                        "add \"baseline\": {\"file\": \"seeds/shop.baseline.sql\", \"revision\": "
                        "\"base\"} to seeds/shop.json.\n"));
}

}  // namespace
}  // namespace gate::test

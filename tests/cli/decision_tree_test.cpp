// The runbook's decision tree, branch by branch: each is made to happen on the runbook's own trees
// and has to end with the cause and the owner that the tree names.
#include <gmock/gmock.h>

#include <fstream>
#include <functional>
#include <regex>

#include "tests/support/need.h"
#include "tests/support/sandbox.h"

namespace gate::test {
namespace {

namespace fs = std::filesystem;
using nlohmann::json;
using testing::HasSubstr;

const std::string console = "console/migrations/versions/";
const std::string raptor = "backend_v2/alembic/versions/";

class DecisionTree : public testing::Test {
 protected:
  void SetUp() override {
    const fs::path source = GATE_SOURCE_DIR;
    fs::create_directory(sandbox.path() / "fixtures");
    fs::copy(source / "seeds", sandbox.path() / "seeds", fs::copy_options::recursive);
    fs::copy(source / "fixtures/monorepo", sandbox.path() / "fixtures/monorepo",
             fs::copy_options::recursive);
  }
  std::string text_of(const std::string& file) const { return read_file(sandbox.path() / file); }
  // The version file whose name begins so.
  std::string file_of(const std::string& folder, const std::string& revision) const {
    const std::string below = "fixtures/monorepo/" + folder;
    for (const auto& entry : fs::directory_iterator(sandbox.path() / below)) {
      const std::string name = entry.path().filename();
      if (name.starts_with(revision + "_")) return below + name;
    }
    throw std::runtime_error("no file of " + revision);
  }
  // A statement that comes first in upgrade() or downgrade().
  void begin_with(const std::string& file, const std::string& function, const std::string& line) {
    const std::regex head("def " + function + R"(\(\)[^:]*:\n)");
    sandbox.write(file, std::regex_replace(text_of(file), head, "$&    " + line + "\n"));
  }
  // A new revision on top of a tree.
  void add(const std::string& folder, const std::string& revision, const std::string& down,
           const std::string& upgrade, const std::string& downgrade = "pass") {
    sandbox.write("fixtures/monorepo/" + folder + revision + "_new.py",
                  "import sqlalchemy as sa\nfrom alembic import op\n\nrevision = \"" + revision +
                      "\"\ndown_revision = \"" + down + "\"\n\n\ndef upgrade():\n    " + upgrade +
                      "\n\n\ndef downgrade():\n    " + downgrade + "\n");
  }
  void redeclare(const std::string& tree, const std::function<void(json&)>& change) {
    json declaration = json::parse(text_of("seeds/" + tree + ".json"));
    change(declaration);
    sandbox.write("seeds/" + tree + ".json", declaration.dump());
  }
  json finding(const std::string& tree) {
    const auto outcome = sandbox.gate({"--tree", tree});
    EXPECT_EQ(outcome.code, 1) << outcome.out << outcome.err;
    if (outcome.report.is_null() || outcome.report["trees"][0]["findings"].empty()) return {};
    return outcome.report["trees"][0]["findings"][0];
  }
  void expect(const std::string& tree, const std::string& step, const json& mode,
              const std::string& kind, const std::string& owner, const json& verifier = nullptr) {
    const json found = finding(tree);
    ASSERT_TRUE(found.is_object());
    EXPECT_EQ(found["step"], step);
    EXPECT_EQ(found["mode"], mode);
    EXPECT_EQ(found["kind"], kind) << found.dump(2);
    EXPECT_EQ(found["owner"], owner);
    EXPECT_EQ(found["verifier"], verifier);
  }
  Sandbox sandbox;
};

const std::string no_table = "op.execute('ALTER TABLE nowhere ADD COLUMN x INT')";

TEST_F(DecisionTree, ConsolePreSeedASchemaErrorBefore0015) {
  begin_with(file_of(console, "0007"), "upgrade", no_table);
  expect("console", "Console — alembic upgrade to 0015 (pre-seed)", nullptr,
         "postgres-incompatibility", "feature-dev");
}

TEST_F(DecisionTree, ConsoleSeedTheRowDoesNotFit) {
  redeclare("console", [](json& declaration) {
    declaration["prerequisites"][0]["row"]["values"]["nickname"] = "kris";
  });
  expect("console", "Console — seed kris@ admin row (required by 0016)", nullptr, "seed-failed",
         "sre");
}

TEST_F(DecisionTree, ConsoleSeedTheAdminsTableIsMissing) {
  redeclare("console", [](json& declaration) {
    declaration["prerequisites"][0]["row"]["table"] = "administrators";
  });
  expect("console", "Console — seed kris@ admin row (required by 0016)", nullptr, "seed-failed",
         "sre");
}

// "upgrade-to-0015 step may have silently exited 0": gate sees it in the step itself.
TEST_F(DecisionTree, ConsoleSeedTheUpgradeBeforeItDidNothing) {
  const std::string env = "fixtures/monorepo/console/migrations/env.py";
  sandbox.write(env, "import sys\n# nothing is run\n");
  const auto outcome = sandbox.gate({"--tree", "console"});
  EXPECT_EQ(outcome.code, 3);
  EXPECT_EQ(outcome.report["errors"][0]["code"], "wrong-database");
  EXPECT_EQ(outcome.report["errors"][0]["step"], "Console — alembic upgrade to 0015 (pre-seed)");
}

TEST_F(DecisionTree, ConsoleUpgradeTheOperatorIsNotFound) {
  redeclare("console", [](json& declaration) { declaration["prerequisites"] = json::array(); });
  const json found = finding("console");
  EXPECT_EQ(found["mode"], "A");
  EXPECT_EQ(found["kind"], "missing-seed-row");
  EXPECT_EQ(found["owner"], "sre");
  EXPECT_EQ(found["step"], "Console — alembic upgrade head");
  EXPECT_THAT(found["message"], HasSubstr("not found in the admins table"));
  // What it proposes works as it stands.
  redeclare("console", [&](json& declaration) {
    declaration["prerequisites"].push_back(found["prerequisite"]);
  });
  const auto mended = sandbox.gate({"--tree", "console"});
  EXPECT_EQ(mended.code, 0) << mended.out;
}

TEST_F(DecisionTree, ConsoleUpgradeARoleIsMissing) {
  add(console, "0027", "0026", "op.execute('GRANT SELECT ON admins TO console_reader')");
  expect("console", "Console — alembic upgrade head", "B", "missing-role", "sre");
}

TEST_F(DecisionTree, ConsoleUpgradeAnotherDatabaseError) {
  add(console, "0027", "0026", no_table);
  expect("console", "Console — alembic upgrade head", nullptr, "postgres-incompatibility",
         "feature-dev");
}

TEST_F(DecisionTree, ConsoleUpgradeARevisionCannotBeLocated) {
  add(console, "0028", "0027", "pass");
  expect("console", "Console — alembic upgrade head", "E", "broken-down-revision", "feature-dev");
}

TEST_F(DecisionTree, AssertSingleHeadOfConsole) {
  add(console, "0027", "0025", "pass");
  expect("console", "Console — assert single head", "C", "multiple-heads", "feature-dev", "sre");
}

TEST_F(DecisionTree, AssertSingleHeadOfRaptor) {
  add(raptor, "0040", "0039", "pass");
  expect("raptor", "Raptor — assert single head", "C", "duplicate-revision", "feature-dev", "sre");
}

TEST_F(DecisionTree, TheDowngradeOfConsoleErrs) {
  add(console, "0027", "0026", "pass", "op.drop_table('nowhere')");
  expect("console", "Console — downgrade -1 (reversibility check)", nullptr,
         "irreversible-downgrade", "feature-dev");
}

TEST_F(DecisionTree, TheDowngradeOfRaptorErrs) {
  add(raptor, "0041", "0040", "pass", "raise NotImplementedError('one way')");
  expect("raptor", "Raptor — downgrade -1 (reversibility check)", nullptr, "irreversible-downgrade",
         "feature-dev");
}

// "Re-run the job once; if it fails a second time, file a type:reliability issue": gate has tried
// twice, and has the text.
class Unhealthy : public DecisionTree {
 protected:
  // PostgreSQL's programs, of which the server fails so many times.
  std::string programs(int failures) {
    const fs::path folder = sandbox.path() / "bin";
    fs::create_directory(folder);
    for (const auto& entry : fs::directory_iterator("/usr/lib/postgresql/15/bin")) {
      if (entry.path().filename() != "postgres") {
        fs::create_symlink(entry.path(), folder / entry.path().filename());
      }
    }
    const std::string count = (folder / "count").string();
    std::ofstream(count) << std::string(static_cast<std::size_t>(failures), 'x');
    std::ofstream(folder / "postgres")
        << "#!/bin/sh\nreal=/usr/lib/postgresql/15/bin/postgres\n"
           "case \"$*\" in *--version*|*-V*|*--boot*|*--single*|*--check*) exec $real \"$@\";; "
           "esac\n"
           "left=$(cat " +
               count +
               ")\n"
               "[ -z \"$left\" ] && exec $real \"$@\"\n"
               "echo \"${left#x}\" > " +
               count +
               "\n"
               "echo 'FATAL:  made up trouble' >&2; exit 1\n";
    fs::permissions(folder / "postgres", static_cast<fs::perms>(0755));
    fs::permissions(folder / "count", static_cast<fs::perms>(0666));
    fs::permissions(folder, static_cast<fs::perms>(0755));
    return folder;
  }
  void SetUp() override {
    GATE_NEED(fs::exists("/usr/lib/postgresql/15/bin/postgres"), "Debian's PostgreSQL 15");
    DecisionTree::SetUp();
  }
};

TEST_F(Unhealthy, TheServerStartsOnTheSecondTry) {
  const auto outcome = sandbox.gate({"--tree", "raptor", "--pg-bin", programs(1)});
  EXPECT_EQ(outcome.code, 0) << outcome.out << outcome.err;
}

TEST_F(Unhealthy, TheServerFailsTwiceAndTheIssueIsReady) {
  const auto outcome = sandbox.gate({"--tree", "raptor", "--pg-bin", programs(99)});
  EXPECT_EQ(outcome.code, 3);
  const json error = outcome.report["errors"][0];
  EXPECT_EQ(error["code"], "infrastructure");
  EXPECT_EQ(error["issue"]["labels"], json({"type:reliability"}));
  EXPECT_THAT(error["issue"]["title"], HasSubstr("server ended before it answered"));
  EXPECT_THAT(error["issue"]["body"], HasSubstr("2 times"));
  EXPECT_THAT(error["issue"]["body"], HasSubstr("made up trouble"));
  EXPECT_THAT(sandbox.leftovers(), testing::IsEmpty());
}

TEST_F(DecisionTree, RaptorUpgradeARoleIsMissing) {
  add(raptor, "0041", "0040", "op.execute('GRANT SELECT ON users TO raptor_reader')");
  expect("raptor", "Raptor — alembic upgrade head", "B", "missing-role", "sre");
}

TEST_F(DecisionTree, RaptorUpgradeATableIsCreatedTwice) {
  add(raptor, "0041", "0040", "op.create_table('users', sa.Column('id', sa.Integer))");
  expect("raptor", "Raptor — alembic upgrade head", "F", "duplicate-table", "feature-dev");
}

TEST_F(DecisionTree, RaptorUpgradeAnyOtherError) {
  add(raptor, "0041", "0040", "raise ValueError('no')");
  expect("raptor", "Raptor — alembic upgrade head", nullptr, "migration-error", "feature-dev");
}

}  // namespace
}  // namespace gate::test

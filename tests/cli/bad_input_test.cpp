// Bad input: one clear message, the right exit code, nothing left behind.
#include <gmock/gmock.h>

#include <sys/wait.h>

#include "tests/support/sandbox.h"

namespace gate::test {
namespace {

using testing::HasSubstr;
using testing::IsEmpty;

class BadInput : public testing::Test {
 protected:
  void SetUp() override {
    sandbox.make_tree();
    sandbox.declare();
    sandbox.migration("0001", "", "pass");
  }
  void TearDown() override { EXPECT_THAT(sandbox.leftovers(), IsEmpty()); }
  // The run must end with this code and say all of these words on stdout or stderr.
  void expect(const Outcome& outcome, int code, const std::vector<std::string>& words) {
    EXPECT_EQ(outcome.code, code) << outcome.out << outcome.err;
    for (const auto& word : words) EXPECT_THAT(outcome.out + outcome.err, HasSubstr(word));
  }
  Sandbox sandbox;
};

TEST_F(BadInput, AnUnknownTreeListsTheKnownOnes) {
  expect(sandbox.gate({"--tree", "shpo"}), 2, {"shpo", "shop"});
}

TEST_F(BadInput, AnUnknownOption) { expect(sandbox.gate({"--frobnicate"}), 2, {"--frobnicate"}); }

TEST_F(BadInput, AnUnknownServerKind) {
  expect(sandbox.gate_as_is({"--server", "cloud"}), 2, {"cloud"});
}

TEST_F(BadInput, NoSeedsFolder) {
  std::filesystem::remove_all(sandbox.path() / "seeds");
  expect(sandbox.gate({}), 2, {"seeds", "--ini"});
}

TEST_F(BadInput, AnAlembicIniThatIsMissing) {
  std::filesystem::remove(sandbox.path() / "db/alembic.ini");
  expect(sandbox.gate({}), 2, {"db/alembic.ini"});
}

TEST_F(BadInput, AnAlembicIniWithoutScriptLocation) {
  sandbox.write("db/alembic.ini", "[alembic]\n");
  expect(sandbox.gate({}), 2, {"db/alembic.ini", "script_location"});
}

TEST_F(BadInput, NoInterpreterWithAlembicNamesEachOneTried) {
  sandbox.declare({{"python", "/bin/false"}});
  expect(sandbox.gate({}), 3, {"/bin/false"});
  sandbox.declare();
  const auto folder = sandbox.path() / "bin";
  std::filesystem::create_directory(folder);
  std::filesystem::create_symlink("/bin/false", folder / "python3");
  expect(sandbox.gate({}, {{"PATH", folder.string()}, {"VIRTUAL_ENV", ""}}), 3,
         {"no Python interpreter that imports alembic", (folder / "python3").string()});
}

TEST_F(BadInput, NoPostgresAndNoEngineNamesBothRemedies) {
  const auto python = sandbox.path() / "bin";
  std::filesystem::create_directory(python);
  std::filesystem::create_symlink("/usr/bin/python3", python / "python3");
  sandbox.declare({{"postgres", 98}});
  expect(sandbox.gate_as_is({}, {{"PATH", python.string()}}), 3, {"98"});
}

TEST_F(BadInput, APgBinWithoutPostgres) {
  expect(sandbox.gate({"--pg-bin", sandbox.path().string()}), 3, {sandbox.path().string()});
}

TEST_F(BadInput, AWrongDeclarationNamesFilePointerFoundAndExpected) {
  sandbox.declare({{"prerequisites",
                    {{{"role", {{"name", "app"}, {"login", true}}},
                      {"required_by", "0001"},
                      {"label", "create app"}}}}});
  expect(sandbox.gate({}), 2,
         {"seeds/shop.json", "/prerequisites/0/role/login", "found true", "expected false"});
}

TEST_F(BadInput, APrerequisiteOfARevisionThatIsNotThere) {
  sandbox.declare({{"prerequisites",
                    {{{"role", {{"name", "app"}, {"login", false}}},
                      {"required_by", "0099"},
                      {"label", "create app"}}}}});
  expect(sandbox.gate({}), 2, {"seeds/shop.json", "/prerequisites/0/required_by", "0099"});
}

TEST_F(BadInput, APrerequisiteAfterTheRevisionThatNeedsIt) {
  sandbox.migration("0002", "0001", "pass");
  sandbox.declare({{"prerequisites",
                    {{{"role", {{"name", "app"}, {"login", false}}},
                      {"after", "0002"},
                      {"required_by", "0001"},
                      {"label", "create app"}}}}});
  expect(sandbox.gate({}), 2, {"seeds/shop.json", "/prerequisites/0/after", "found 0002"});
}

TEST_F(BadInput, AReportThatCannotBeWrittenIsFoundBeforeTheWork) {
  const auto outcome =
      sandbox.gate_as_is({"--server", "local", "--json", "/no/such/folder/x.json"});
  expect(outcome, 2, {"/no/such/folder/x.json"});
  EXPECT_THAT(outcome.err, testing::Not(HasSubstr("starting")));
}

TEST_F(BadInput, AResultThatCannotBeWrittenIsAnError) {
  const std::string command = "cd " + sandbox.path().string() +
                              " && TMPDIR=" + sandbox.temporary().string() + " " + GATE_BINARY +
                              " --server local -q > /dev/full 2> stderr";
  EXPECT_EQ(WEXITSTATUS(std::system(command.c_str())), 3);
  EXPECT_THAT(read_file(sandbox.path() / "stderr"), HasSubstr("cannot write the result to stdout"));
}

TEST_F(BadInput, TooFewOpenFiles) {
  const std::string command = "cd " + sandbox.path().string() + " && ulimit -n 64 && " +
                              GATE_BINARY + " --server local > stdout 2> stderr";
  EXPECT_EQ(WEXITSTATUS(std::system(command.c_str())), 3);
  EXPECT_THAT(read_file(sandbox.path() / "stdout"), HasSubstr("limit on open files is 64"));
}

TEST_F(BadInput, ACurrentFolderThatIsGone) {
  const std::string command = "mkdir " + (sandbox.path() / "x").string() + " && cd " +
                              (sandbox.path() / "x").string() + " && rmdir ../x && " + GATE_BINARY +
                              " 2> " + (sandbox.path() / "stderr").string();
  EXPECT_EQ(WEXITSTATUS(std::system(command.c_str())), 2);
  EXPECT_THAT(read_file(sandbox.path() / "stderr"), HasSubstr("current folder does not exist"));
}

TEST_F(BadInput, TmpdirThatDoesNotExist) {
  expect(sandbox.gate({}, {{"TMPDIR", "/no/such/folder"}}), 3, {"/no/such/folder", "TMPDIR"});
}

TEST_F(BadInput, ATreeWithoutRevisionsPassesAndSaysSo) {
  std::filesystem::remove(sandbox.path() / "db/migrations/versions/0001.py");
  expect(sandbox.gate({}), 0, {"no revisions"});
}

TEST_F(BadInput, AFullDiskIsSaidToBeOne) {
  if (::geteuid() != 0) GTEST_SKIP() << "only root can mount a small disk";
  const auto small = sandbox.path() / "small";
  std::filesystem::create_directory(small);
  const std::string mount = "mount -t tmpfs -o size=12m,mode=1777 none " + small.string();
  if (std::system(mount.c_str()) != 0) GTEST_SKIP() << "cannot mount here";
  const auto outcome = sandbox.gate({}, {{"TMPDIR", small.string()}});
  const bool empty = std::filesystem::is_empty(small);
  EXPECT_EQ(std::system(("umount " + small.string()).c_str()), 0);
  expect(outcome, 3, {small.string(), "No space left on device", "TMPDIR"});
  EXPECT_TRUE(empty);
}

TEST_F(BadInput, ADiskThatFillsUpInAMigrationIsNotTheMigrationsFault) {
  if (::geteuid() != 0) GTEST_SKIP() << "only root can mount a small disk";
  const auto small = sandbox.path() / "small";
  std::filesystem::create_directory(small);
  const std::string mount = "mount -t tmpfs -o size=80m,mode=1777 none " + small.string();
  if (std::system(mount.c_str()) != 0) GTEST_SKIP() << "cannot mount here";
  sandbox.migration("0002", "0001",
                    "op.execute(\"CREATE TABLE big AS SELECT repeat('x', 1000) AS filling "
                    "FROM generate_series(1, 1000000)\")");
  const auto outcome = sandbox.gate({}, {{"TMPDIR", small.string()}});
  const bool empty = std::filesystem::is_empty(small);
  EXPECT_EQ(std::system(("umount " + small.string()).c_str()), 0);
  expect(outcome, 3, {"disk", "full", "TMPDIR"});
  EXPECT_TRUE(empty);
}

}  // namespace
}  // namespace gate::test

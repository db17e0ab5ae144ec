// Ways in which a local server starts, or says why it cannot.
#include <gmock/gmock.h>
#include <sys/mount.h>
#include <sys/stat.h>
#include <unistd.h>

#include <regex>
#include <sstream>
#include <thread>

#include "gate/process/child.h"
#include "tests/integration/postgres/cluster_fixture.h"
#include "tests/support/need.h"
#include "tests/support/temporary_folder.h"
#include "tests/support/variable.h"

namespace gate {
namespace {

namespace fs = std::filesystem;
using namespace std::chrono_literals;
using testing::HasSubstr;
using testing::MatchesRegex;
using testing::Not;

class LocalStartTest : public test::ClusterTest {};

TEST_F(LocalStartTest, WorksWithoutAHome) {
  const test::ScopedVariable cache("XDG_CACHE_HOME", std::nullopt);
  const test::ScopedVariable home("HOME", std::nullopt);
  EXPECT_NE(local("one"), nullptr);
  EXPECT_NE(local("two"), nullptr);
  EXPECT_TRUE(fs::exists(directory->path() / "template"));
}

TEST_F(LocalStartTest, WorksForAnOrdinaryUser) {
  GATE_NEED(::geteuid() == 0, "root, to become somebody else");
  const test::TemporaryFolder home;
  constexpr unsigned nobody = 65534;
  ASSERT_EQ(::chown(home.path().c_str(), nobody, nobody), 0);
  fs::copy_file("/proc/self/exe", home.path() / "tests");
  fs::permissions(home.path() / "tests", fs::perms(0755));
  Command command;
  command.argv = {home.path() / "tests", "--gtest_filter=LocalClusterTest.AnswersAndSays*"};
  command.environment = {"PATH=/usr/bin:/bin", "HOME=" + home.path().string(),
                         "TMPDIR=" + home.path().string()};
  command.directory = home.path();
  command.user = UserIdentity{"nobody", nobody, nobody};
  const auto done = run(command, lifeline, deadline, interrupt);
  ASSERT_TRUE(done) << done.error().message;
  EXPECT_TRUE(done->status.success()) << done->standard_output;
  EXPECT_THAT(done->standard_output, HasSubstr("[  PASSED  ] 1 test"));
  EXPECT_TRUE(fs::exists(home.path() / ".cache/gate"));
}

// Programs that pretend to be PostgreSQL's, each going wrong in its own way.
class FakeProgramsTest : public test::ClusterTest {
 protected:
  Error failure(const std::string& postgres, const std::string& initdb,
                std::optional<int> declared_version = 15) {
    folder_.write("bin/postgres", "#!/bin/bash\n" + postgres);
    folder_.write("bin/initdb", "#!/bin/bash\n" + initdb);
    fs::permissions(folder_.path(), fs::perms(0755));
    ServerOptions options;
    options.choice = ServerChoice::local;
    options.pg_bin = folder_.path() / "bin";
    options.declared_version = declared_version;
    const auto cluster = start(options);
    EXPECT_FALSE(cluster);
    return cluster ? Error{} : cluster.error();
  }
  static constexpr const char* right_version =
      "if [ \"$1\" = --version ]; then echo 'postgres (PostgreSQL) 15.3'; exit; fi\n";

  test::TemporaryFolder folder_;
  test::ScopedVariable cache_{"XDG_CACHE_HOME", folder_.path() / "cache"};
};

TEST_F(FakeProgramsTest, AnotherVersionIsNamed) {
  const Error error = failure("echo 'postgres (PostgreSQL) 14.2 (Debian)'", "");
  EXPECT_EQ(error.code, ErrorCode::no_server);
  EXPECT_EQ(error.message, (folder_.path() / "bin/postgres").string() +
                               " is \"postgres (PostgreSQL) 14.2 (Debian)\", and version 15 is "
                               "declared");
  EXPECT_THAT(error.hint, HasSubstr("or declare \"postgres\": 14."));
}

TEST_F(FakeProgramsTest, AnyVersionWillDoWhereNoneIsDeclared) {
  const Error error = failure("echo 'postgres (PostgreSQL) 14.2 (Debian)'",
                              "echo 'initdb: error: no luck' >&2; exit 1", std::nullopt);
  EXPECT_THAT(error.message, HasSubstr("cannot make a data directory"));
}

TEST_F(FakeProgramsTest, AnInitdbThatFailsHasTheLastWord) {
  const Error error = failure(right_version, "echo 'initdb: error: no luck' >&2; exit 1");
  EXPECT_EQ(error.code, ErrorCode::infrastructure);
  EXPECT_EQ(error.message,
            "cannot make a data directory: " + (folder_.path() / "bin/initdb").string() +
                ": exit status 1:\ninitdb: error: no luck");
}

TEST_F(FakeProgramsTest, AServerThatEndsHasTheLastWord) {
  const Error error =
      failure(std::string(right_version) + "echo 'FATAL:  no luck'; exit 1", "echo fine");
  EXPECT_EQ(error.code, ErrorCode::infrastructure);
  EXPECT_THAT(error.message,
              HasSubstr("the local server ended before it answered:\nFATAL:  no luck"));
}

TEST_F(FakeProgramsTest, AServerThatNeverAnswersIsNotWaitedForBeyondTheDeadline) {
  deadline = Deadline(1s);
  const Error error =
      failure(std::string(right_version) + "echo 'LOG:  busy'; exec sleep 1000", "echo fine");
  EXPECT_EQ(error.code, ErrorCode::infrastructure);
  EXPECT_EQ(error.message, "the local server does not answer:\nLOG:  busy");
  EXPECT_THAT(test::processes_with(directory->path()), testing::IsEmpty());
}

// It lets us in with the right password, and still is not the server that was started.
TEST_F(FakeProgramsTest, AnotherServerOnThePortIsFoundOut) {
  const std::string real = "/usr/lib/postgresql/15/bin/";
  GATE_NEED(fs::exists(real), "the package postgresql-15");
  const std::string room = folder_.path() / "room";
  fs::create_directory(room);
  fs::permissions(room, fs::perms(0777));
  const Error error =
      failure("if [ \"$1\" = --version ]; then exec " + real + "postgres --version; fi\n" +
                  "cp -a \"$2\" " + room + "/$$; data=" + room + "/$$; shift 2\n" + "exec " + real +
                  "postgres -D \"$data\" \"$@\"",
              "exec " + real + "initdb \"$@\"");
  EXPECT_EQ(error.message, "another server answers on the port of ours");
}

TEST_F(FakeProgramsTest, AnInterruptionEndsTheStart) {
  std::jthread later([this] {
    std::this_thread::sleep_for(200ms);
    interrupt.request(SIGTERM);
  });
  const Error error = failure(std::string(right_version) + "exec sleep 1000", "echo fine");
  EXPECT_EQ(error.code, ErrorCode::interrupted);
  EXPECT_THAT(test::processes_with(directory->path()), testing::IsEmpty());
}

TEST_F(LocalStartTest, AFolderWithoutProgramsIsNamed) {
  ServerOptions options;
  options.choice = ServerChoice::local;
  options.pg_bin = "/no/such/folder";
  const auto cluster = start(options);
  ASSERT_FALSE(cluster);
  EXPECT_EQ(cluster.error().code, ErrorCode::no_server);
  EXPECT_EQ(cluster.error().message,
            "no postgresql 15 server programs (postgres, initdb) in /no/such/folder");
  EXPECT_THAT(cluster.error().hint, HasSubstr("--pg-bin"));
}

TEST_F(LocalStartTest, AVersionThatIsNotInstalledIsNamedWithItsRemedy) {
  const test::ScopedVariable path("PATH", "/usr/bin:/bin");
  ServerOptions options;
  options.choice = ServerChoice::local;
  options.declared_version = 99;
  const auto cluster = start(options);
  ASSERT_FALSE(cluster);
  EXPECT_EQ(cluster.error().code, ErrorCode::no_server);
  EXPECT_THAT(cluster.error().message, HasSubstr("no postgresql 99 server programs"));
  EXPECT_THAT(cluster.error().hint, HasSubstr("Install the package postgresql-99"));
}

// A file system of a few megabytes, until the end of the scope.
class SmallDisk {
 public:
  explicit SmallDisk(const fs::path& where) : where_(where) {
    mounted_ = ::mount("tmpfs", where_.c_str(), "tmpfs", 0, "size=8m,mode=0755") == 0;
  }
  ~SmallDisk() {
    if (mounted_) ::umount2(where_.c_str(), MNT_DETACH);
  }
  bool mounted() const { return mounted_; }

 private:
  fs::path where_;
  bool mounted_;
};

TEST_F(LocalStartTest, AFullDiskIsNamedWithAWayOut) {
  const test::TemporaryFolder folder;
  fs::permissions(folder.path(), fs::perms(0755));
  const SmallDisk disk(folder.path());
  GATE_NEED(disk.mounted(), "the right to mount a file system");
  const test::ScopedVariable temporary("TMPDIR", folder.path());
  auto made = RunDirectory::create();
  ASSERT_TRUE(made);
  directory = std::make_unique<RunDirectory>(std::move(*made));
  ServerOptions options;
  options.choice = ServerChoice::local;
  const auto cluster = start(options);
  ASSERT_FALSE(cluster);
  EXPECT_THAT(cluster.error().message, HasSubstr("no space left in " + directory->path().string()));
  EXPECT_EQ(cluster.error().hint, "Make room, or set TMPDIR to a folder that has some.");
  directory.reset();
}

}  // namespace
}  // namespace gate

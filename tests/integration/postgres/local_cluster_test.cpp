// A local server, from its start to its end.
#include <gmock/gmock.h>
#include <sys/mount.h>
#include <sys/shm.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <regex>
#include <sstream>
#include <thread>

#include "gate/postgres/data_directory.h"
#include "gate/postgres/private_file.h"
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

class LocalClusterTest : public test::ClusterTest {};

// The sockets that a process and its children listen on, as /proc/net has them: "127.0.0.1:port"
// in hexadecimal, or the path of a Unix socket.
std::vector<std::string> listening(pid_t pid) {
  std::vector<std::string> inodes;
  for (const auto& entry : fs::directory_iterator("/proc/" + std::to_string(pid) + "/fd")) {
    std::error_code gone;
    const std::string target = fs::read_symlink(entry.path(), gone);
    if (target.starts_with("socket:[")) inodes.push_back(target.substr(8, target.size() - 9));
  }
  const auto is_its = [&inodes](const std::string& inode) {
    return std::find(inodes.begin(), inodes.end(), inode) != inodes.end();
  };
  std::vector<std::string> found;
  for (const char* table : {"/proc/net/tcp", "/proc/net/tcp6"}) {
    std::ifstream file(table);
    std::string line, skip, local, state, inode;
    std::getline(file, line);
    while (std::getline(file, line)) {
      std::istringstream words(line);
      words >> skip >> local >> skip >> state >> skip >> skip >> skip >> skip >> skip >> inode;
      if (state == "0A" && is_its(inode)) found.push_back(local);
    }
  }
  std::ifstream file("/proc/net/unix");
  for (std::string line; std::getline(file, line);) {
    std::istringstream words(line);
    std::string skip, flags, inode, path;
    words >> skip >> skip >> skip >> flags >> skip >> skip >> inode >> path;
    if (flags == "00010000" && is_its(inode)) found.push_back(path);
  }
  return found;
}

// The command lines of all processes that mention a text.
std::vector<std::string> processes_with(const std::string& text) {
  std::vector<std::string> found;
  for (const auto& entry : fs::directory_iterator("/proc")) {
    std::ifstream file(entry.path() / "cmdline");
    std::string line((std::istreambuf_iterator<char>(file)), {});
    std::replace(line.begin(), line.end(), '\0', ' ');
    if (line.find(text) != std::string::npos) found.push_back(line);
  }
  return found;
}

struct Segment {
  unsigned long key = 0;
  int id = -1;
};

Segment segment_of(const fs::path& data) {
  std::ifstream file(data / "postmaster.pid");
  std::string line;
  for (int number = 1; number < 7; ++number) std::getline(file, line);
  Segment segment;
  file >> segment.key >> segment.id;
  return segment;
}

bool is_there(const Segment& segment) {
  shmid_ds facts{};
  return ::shmctl(segment.id, IPC_STAT, &facts) == 0 &&
         static_cast<unsigned>(facts.shm_perm.__key) == segment.key;
}

bool comes_true(const std::function<bool()>& condition) {
  for (int tries = 0; tries < 1000; ++tries) {
    if (condition()) return true;
    std::this_thread::sleep_for(10ms);
  }
  return false;
}

TEST_F(LocalClusterTest, AnswersAndSaysWhatItIs) {
  const auto cluster = local();
  ASSERT_NE(cluster, nullptr);
  EXPECT_EQ(cluster->facts().kind, "local");
  EXPECT_THAT(cluster->facts().version, MatchesRegex("15\\.[0-9]+"));
  EXPECT_THAT(cluster->facts().where, MatchesRegex("127\\.0\\.0\\.1:[0-9]+"));
  EXPECT_EQ(cluster->facts().why, "asked for with --server local");
  EXPECT_TRUE(cluster->alive());
  const auto name = cluster->create_database("Odd \"name\"");
  ASSERT_TRUE(name) << name.error().message;
  EXPECT_EQ(*name, "Odd \"name\"");
  auto connection = connect(*cluster, *name);
  ASSERT_TRUE(connection) << describe(connection.error());
  EXPECT_EQ(value(*connection, "SELECT current_database()"), "Odd \"name\"");
  EXPECT_EQ(value(*connection, "SELECT rolsuper FROM pg_roles WHERE rolname = current_user"), "t");
}

TEST_F(LocalClusterTest, HasTheEncodingAndTheDefaultsThatMigrationsSee) {
  const auto cluster = local();
  ASSERT_NE(cluster, nullptr);
  auto connection = connect(*cluster);
  ASSERT_TRUE(connection);
  EXPECT_EQ(value(*connection, "SHOW server_encoding"), "UTF8");
  EXPECT_EQ(value(*connection, "SHOW lc_collate"), "C.UTF-8");
  EXPECT_EQ(value(*connection, "SHOW lc_messages"), "C");
  EXPECT_EQ(value(*connection, "SHOW timezone"), "UTC");
  EXPECT_EQ(value(*connection, "SHOW fsync"), "off");
}

TEST_F(LocalClusterTest, ADatabaseThatIsThereAlreadyIsAnError) {
  const auto cluster = local();
  ASSERT_NE(cluster, nullptr);
  const auto again = cluster->create_database("postgres");
  ASSERT_FALSE(again);
  EXPECT_EQ(again.error().message,
            "cannot create the database postgres: database \"postgres\" already exists "
            "(SQLSTATE 42P04)");
}

TEST_F(LocalClusterTest, ListensOnOnePortOfLoopbackAndNowhereElse) {
  const auto cluster = local();
  ASSERT_NE(cluster, nullptr);
  const int port = cluster->connection("postgres").port;
  std::ostringstream expected;
  expected << "0100007F:" << std::uppercase << std::hex << port;
  EXPECT_THAT(listening(postmaster()), testing::ElementsAre(expected.str()));
}

TEST_F(LocalClusterTest, LetsNobodyInWithoutThePassword) {
  const auto cluster = local();
  ASSERT_NE(cluster, nullptr);
  ConnectionFacts facts = cluster->connection("postgres");
  for (const char* wrong : {"", "postgres", "hunter2"}) {
    facts.password = wrong;
    EXPECT_FALSE(Connection::open(facts, deadline, interrupt)) << wrong;
  }
}

TEST_F(LocalClusterTest, ThePasswordIsItsOwnAndInNoFileOrProcess) {
  const auto one = local("one");
  const auto two = local("two");
  ASSERT_TRUE(one && two);
  const std::string password = one->connection("postgres").password;
  EXPECT_NE(password, two->connection("postgres").password);
  EXPECT_THAT(processes_with(password), testing::IsEmpty());
  for (const auto& entry : fs::recursive_directory_iterator(directory->path() / "one")) {
    if (!entry.is_regular_file()) continue;
    std::ifstream file(entry.path(), std::ios::binary);
    const std::string text((std::istreambuf_iterator<char>(file)), {});
    EXPECT_EQ(text.find(password), std::string::npos) << entry.path();
  }
}

TEST_F(LocalClusterTest, StandsBesideAnother) {
  const auto one = local("one");
  const auto two = local("two");
  ASSERT_TRUE(one && two);
  EXPECT_NE(one->facts().where, two->facts().where);
  auto connection = connect(*one);
  ASSERT_TRUE(connection);
  ASSERT_TRUE(connection->query("CREATE ROLE only_here"));
  auto other = connect(*two);
  ASSERT_TRUE(other);
  EXPECT_EQ(value(*other, "SELECT count(*) FROM pg_roles WHERE rolname = 'only_here'"), "0");
}

TEST_F(LocalClusterTest, TwoCanStartAtOnceFromNothing) {
  const test::TemporaryFolder cache;
  const test::ScopedVariable fresh("XDG_CACHE_HOME", cache.path());
  std::unique_ptr<Cluster> one, two;
  {
    std::jthread first([&] { one = local("one"); });
    std::jthread second([&] { two = local("two"); });
  }
  ASSERT_TRUE(one && two);
  EXPECT_TRUE(connect(*one));
  EXPECT_TRUE(connect(*two));
}

TEST_F(LocalClusterTest, LeavesNothing) {
  auto cluster = local();
  ASSERT_NE(cluster, nullptr);
  const Segment segment = segment_of(directory->path() / "tree/data");
  ASSERT_TRUE(is_there(segment));
  ASSERT_FALSE(processes_with(directory->path()).empty());
  cluster.reset();
  EXPECT_THAT(processes_with(directory->path()), testing::IsEmpty());
  EXPECT_FALSE(is_there(segment));
}

TEST_F(LocalClusterTest, TellsThatItWasKilled) {
  auto cluster = local();
  ASSERT_NE(cluster, nullptr);
  auto connection = connect(*cluster);
  ASSERT_TRUE(connection);
  const Segment segment = segment_of(directory->path() / "tree/data");
  ASSERT_TRUE(send(postmaster(), SIGKILL));
  EXPECT_TRUE(comes_true([&] { return !cluster->alive(); }));
  const auto lost = connection->query("SELECT 1");
  ASSERT_FALSE(lost);
  EXPECT_TRUE(lost.error().connection_lost);
  EXPECT_FALSE(connect(*cluster));
  EXPECT_FALSE(cluster->create_database("x"));
  cluster.reset();
  EXPECT_FALSE(is_there(segment));
}

TEST_F(LocalClusterTest, ACrashOfOneSessionIsItsEnd) {
  const auto cluster = local();
  ASSERT_NE(cluster, nullptr);
  auto connection = connect(*cluster);
  ASSERT_TRUE(connection);
  const pid_t backend = std::stoi(value(*connection, "SELECT pg_backend_pid()"));
  ASSERT_TRUE(send(backend, SIGKILL));
  EXPECT_TRUE(comes_true([&] { return !cluster->alive(); }));
  EXPECT_THAT(cluster->log_tail(), HasSubstr("was terminated by signal 9"));
}

TEST_F(LocalClusterTest, SharedMemoryInUseIsLeftAlone) {
  const auto cluster = local();
  ASSERT_NE(cluster, nullptr);
  const fs::path data = directory->path() / "tree/data";
  const Segment segment = segment_of(data);
  remove_shared_memory(data);
  EXPECT_TRUE(is_there(segment));
  remove_shared_memory("/no/such/folder");
}

TEST_F(LocalClusterTest, ItsLogHasStatementsAndSqlstates) {
  const auto cluster = local();
  ASSERT_NE(cluster, nullptr);
  auto connection = connect(*cluster);
  ASSERT_TRUE(connection);
  EXPECT_FALSE(connection->query("SELECT no_such_function()"));
  EXPECT_THAT(cluster->log_tail(), HasSubstr("ERROR:  42883: function no_such_function() does "
                                             "not exist"));
  EXPECT_THAT(cluster->log_tail(), HasSubstr("STATEMENT:  SELECT no_such_function()"));
}

TEST_F(LocalClusterTest, KeepsOneUpThatCanBeReachedAndRemovedAsItSays) {
  auto cluster = local();
  ASSERT_NE(cluster, nullptr);
  const ConnectionFacts facts = cluster->connection("postgres");
  const auto kept = cluster->keep("postgres");
  ASSERT_TRUE(kept) << kept.error().message;
  cluster.reset();
  EXPECT_EQ(kept->url,
            "postgresql://postgres@" + facts.host + ":" + std::to_string(facts.port) + "/postgres");
  EXPECT_TRUE(Connection::open(facts, deadline, interrupt));
  directory->keep();
  EXPECT_EQ(std::system(kept->remove_command.c_str()), 0);
  EXPECT_TRUE(comes_true([&] { return !fs::exists(directory->path()); }));
  EXPECT_TRUE(comes_true([&] { return processes_with(directory->path()).empty(); }));
}

// Starting it again and again, as it would be after something in its cache has gone bad.
class TemplateTest : public test::ClusterTest {
 protected:
  void SetUp() override {
    ClusterTest::SetUp();
    ASSERT_NE(local(), nullptr);
    ASSERT_TRUE(fs::exists(archive()));
  }
  fs::path archive() const {
    for (const auto& entry : fs::recursive_directory_iterator(cache_.path())) {
      if (entry.path().filename() == "data.tar") return entry.path();
    }
    return {};
  }

  test::TemporaryFolder cache_;
  test::ScopedVariable variable_{"XDG_CACHE_HOME", cache_.path()};
};

TEST_F(TemplateTest, ServesAgain) {
  const auto made = fs::last_write_time(archive());
  EXPECT_NE(local(), nullptr);
  EXPECT_EQ(fs::last_write_time(archive()), made);
}

TEST_F(TemplateTest, IsMadeAnewWhenCutShort) {
  fs::resize_file(archive(), 1'000'000);
  EXPECT_NE(local(), nullptr);
  EXPECT_GT(fs::file_size(archive()), 1'000'000u);
}

TEST_F(TemplateTest, IsMadeAnewWhenAServerDoesNotStartFromIt) {
  const std::string empty =
      "tar -cf " + archive().string() + " --files-from /dev/null && tar -tf " + archive().string();
  ASSERT_EQ(std::system(empty.c_str()), 0);
  const auto size = fs::file_size(archive());
  EXPECT_NE(local(), nullptr);
  EXPECT_GT(fs::file_size(archive()), size);
}

TEST_F(TemplateTest, IsMadeAnewWhenItsPasswordIsWrong) {
  ASSERT_TRUE(write_private_file(archive().parent_path() / "password", "wrong\n"));
  EXPECT_NE(local(), nullptr);
  EXPECT_NE(read_line(archive().parent_path() / "password"), "wrong");
}

TEST_F(TemplateTest, IsNotTakenFromAnother) {
  GATE_NEED(::geteuid() == 0, "root, to give a file away");
  ASSERT_EQ(::chown(archive().c_str(), 65534, 65534), 0);
  EXPECT_NE(local(), nullptr);
  struct stat facts {};
  ASSERT_EQ(::stat(archive().c_str(), &facts), 0);
  EXPECT_EQ(facts.st_uid, 0u);
}

TEST_F(LocalClusterTest, WorksWithoutAHome) {
  const test::ScopedVariable cache("XDG_CACHE_HOME", std::nullopt);
  const test::ScopedVariable home("HOME", std::nullopt);
  EXPECT_NE(local("one"), nullptr);
  EXPECT_NE(local("two"), nullptr);
  EXPECT_TRUE(fs::exists(directory->path() / "template"));
}

TEST_F(LocalClusterTest, WorksForAnOrdinaryUser) {
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
  Error failure(const std::string& postgres, const std::string& initdb) {
    folder_.write("bin/postgres", "#!/bin/bash\n" + postgres);
    folder_.write("bin/initdb", "#!/bin/bash\n" + initdb);
    fs::permissions(folder_.path(), fs::perms(0755));
    ServerOptions options;
    options.choice = ServerChoice::local;
    options.pg_bin = folder_.path() / "bin";
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
  EXPECT_THAT(processes_with(directory->path()), testing::IsEmpty());
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
  EXPECT_THAT(processes_with(directory->path()), testing::IsEmpty());
}

TEST_F(LocalClusterTest, AFolderWithoutProgramsIsNamed) {
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

TEST_F(LocalClusterTest, AVersionThatIsNotInstalledIsNamedWithItsRemedy) {
  const test::ScopedVariable path("PATH", "/usr/bin:/bin");
  ServerOptions options;
  options.choice = ServerChoice::local;
  options.major_version = 99;
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

TEST_F(LocalClusterTest, AFullDiskIsNamedWithAWayOut) {
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

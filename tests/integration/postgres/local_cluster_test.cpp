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
  EXPECT_THAT(test::processes_with(password), testing::IsEmpty());
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
  ASSERT_FALSE(test::processes_with(directory->path()).empty());
  cluster.reset();
  EXPECT_THAT(test::processes_with(directory->path()), testing::IsEmpty());
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
  EXPECT_TRUE(comes_true([&] { return test::processes_with(directory->path()).empty(); }));
}

}  // namespace
}  // namespace gate

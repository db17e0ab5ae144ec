// A server in a container, from its start to its end.
#include <gmock/gmock.h>

#include <thread>

#include "gate/process/child.h"
#include "tests/container/postgres/container_fixture.h"
#include "tests/support/temporary_folder.h"
#include "tests/support/variable.h"

namespace gate {
namespace {

namespace fs = std::filesystem;
using namespace std::chrono_literals;
using testing::HasSubstr;
using testing::MatchesRegex;
using testing::Not;

class ContainerClusterTest : public test::ContainerTest {};

std::string text_of(const fs::path& path) {
  std::ifstream file(path, std::ios::binary);
  return std::string((std::istreambuf_iterator<char>(file)), {});
}

// A value that stands in the environment of some process of this machine.
std::string variable_of_any_process(const std::string& assignment) {
  for (const auto& entry : fs::directory_iterator("/proc")) {
    const std::string all = text_of(entry.path() / "environ");
    const auto found = all.find(assignment);
    if (found == std::string::npos) continue;
    const auto start = found + assignment.size();
    return all.substr(start, all.find('\0', start) - start);
  }
  return {};
}

TEST_F(ContainerClusterTest, AnswersAndSaysWhatItIs) {
  const auto cluster = container();
  ASSERT_NE(cluster, nullptr);
  EXPECT_EQ(cluster->facts().kind, "container");
  EXPECT_THAT(cluster->facts().version, MatchesRegex("15\\.[0-9]+"));
  EXPECT_THAT(cluster->facts().where, MatchesRegex("127\\.0\\.0\\.1:[0-9]+"));
  EXPECT_EQ(cluster->facts().why,
            "asked for with --server container; docker answers and has postgres:15");
  EXPECT_TRUE(cluster->alive());
  const auto name = cluster->create_database("raptor");
  ASSERT_TRUE(name) << name.error().message;
  auto connection = connect(*cluster, *name);
  ASSERT_TRUE(connection) << describe(connection.error());
  EXPECT_EQ(value(*connection, "SELECT current_database()"), "raptor");
  EXPECT_EQ(value(*connection, "SELECT rolsuper FROM pg_roles WHERE rolname = current_user"), "t");
  EXPECT_EQ(value(*connection, "SHOW lc_collate"), "C.UTF-8");
  EXPECT_EQ(value(*connection, "SHOW server_encoding"), "UTF8");
  EXPECT_EQ(value(*connection, "SHOW fsync"), "off");
}

TEST_F(ContainerClusterTest, IsPublishedOnLoopbackAndNowhereElse) {
  const auto cluster = container();
  ASSERT_NE(cluster, nullptr);
  EXPECT_EQ(docker({"port", container_name()}), "5432/tcp -> " + cluster->facts().where);
}

TEST_F(ContainerClusterTest, KeepsItsDataInMemory) {
  const auto cluster = container();
  ASSERT_NE(cluster, nullptr);
  EXPECT_EQ(docker({"inspect", "--format", "{{json .Mounts}}", container_name()}), "[]");
  EXPECT_THAT(docker({"exec", container_name(), "stat", "--file-system", "--format=%T",
                      "/var/lib/postgresql/data"}),
              HasSubstr("tmpfs"));
}

TEST_F(ContainerClusterTest, ThePasswordIsNowhereToBeSeen) {
  const auto cluster = container();
  ASSERT_NE(cluster, nullptr);
  const std::string password = cluster->connection("postgres").password;
  ASSERT_GE(password.size(), 32u);
  EXPECT_THAT(docker({"inspect", container_name()}), Not(HasSubstr(password)));
  EXPECT_THAT(cluster->log_tail(), Not(HasSubstr(password)));
  EXPECT_THAT(docker({"exec", container_name(), "cat", "/gate-password"}),
              Not(HasSubstr(password)));
  for (const auto& entry : fs::directory_iterator("/proc")) {
    EXPECT_THAT(text_of(entry.path() / "cmdline"), Not(HasSubstr(password)));
    EXPECT_THAT(text_of(entry.path() / "environ"), Not(HasSubstr(password)));
  }
}

// The entry point leaves the one it was given in the environment of what it starts.
TEST_F(ContainerClusterTest, ThePasswordItWasMadeWithOpensNothing) {
  const auto cluster = container();
  ASSERT_NE(cluster, nullptr);
  ConnectionFacts facts = cluster->connection("postgres");
  facts.password = docker({"exec", container_name(), "cat", "/gate-password"});
  ASSERT_EQ(facts.password.size(), 32u);
  const auto refused = Connection::open(facts, deadline, interrupt);
  ASSERT_FALSE(refused);
  EXPECT_EQ(refused.error().sql.sqlstate, "28P01");
  const std::string inspected = docker({"inspect", container_name()});
  EXPECT_THAT(inspected, Not(HasSubstr(facts.password)));
  if (const auto seen = variable_of_any_process("POSTGRES_PASSWORD="); !seen.empty()) {
    facts.password = seen;
    EXPECT_FALSE(Connection::open(facts, deadline, interrupt));
  }
}

TEST_F(ContainerClusterTest, LeavesNothing) {
  const std::string volumes = docker({"volume", "ls", "--quiet"});
  auto cluster = container();
  ASSERT_NE(cluster, nullptr);
  EXPECT_TRUE(exists(container_name()));
  cluster.reset();
  EXPECT_FALSE(exists(container_name()));
  EXPECT_EQ(docker({"volume", "ls", "--quiet"}), volumes);
  EXPECT_FALSE(fs::exists(directory->path() / (container_name() + ".tar")));
}

TEST_F(ContainerClusterTest, LeavesNothingWhenInterrupted) {
  std::jthread later([this] {
    std::this_thread::sleep_for(100ms);
    interrupt.request(SIGINT);
  });
  const auto cluster = start_container();
  ASSERT_FALSE(cluster);
  EXPECT_EQ(cluster.error().code, ErrorCode::interrupted);
  std::this_thread::sleep_for(1s);
  EXPECT_FALSE(exists(container_name()));
}

TEST_F(ContainerClusterTest, LeavesNothingWhenTheEngineIsLate) {
  const test::TemporaryFolder folder;
  slow_docker(folder);
  const test::ScopedVariable path("PATH", folder.path().string() + ":/usr/bin:/bin");
  std::jthread later([&] {
    while (!fs::exists(folder.path() / "asked")) std::this_thread::sleep_for(10ms);
    interrupt.request(SIGINT);
  });
  EXPECT_FALSE(start_container());
  EXPECT_TRUE(fs::exists(folder.path() / "late"));
  EXPECT_FALSE(exists(container_name()));
}

TEST_F(ContainerClusterTest, TellsThatItWasKilled) {
  const auto cluster = container();
  ASSERT_NE(cluster, nullptr);
  auto connection = connect(*cluster);
  ASSERT_TRUE(connection);
  docker({"kill", container_name()});
  EXPECT_FALSE(cluster->alive());
  const auto lost = connection->query("SELECT 1");
  ASSERT_FALSE(lost);
  EXPECT_TRUE(lost.error().connection_lost);
  EXPECT_THAT(cluster->log_tail(), HasSubstr("database system is ready to accept connections"));
}

TEST_F(ContainerClusterTest, KeepsOneUpThatCanBeReachedAndRemovedAsItSays) {
  auto cluster = container();
  ASSERT_NE(cluster, nullptr);
  const ConnectionFacts facts = cluster->connection("postgres");
  const auto kept = cluster->keep("postgres");
  ASSERT_TRUE(kept);
  cluster.reset();
  EXPECT_TRUE(Connection::open(facts, deadline, interrupt));
  EXPECT_THAT(kept->url, Not(HasSubstr(facts.password)));
  directory->keep();
  EXPECT_EQ(std::system(("{ " + kept->remove_command + "; } >/dev/null").c_str()), 0);
  EXPECT_FALSE(exists(container_name()));
  EXPECT_FALSE(fs::exists(directory->path()));
}

TEST_F(ContainerClusterTest, AnImageThatCannotBePulledIsNamed) {
  const auto cluster = start_container("127.0.0.1:1/nonesuch:1");
  ASSERT_FALSE(cluster);
  EXPECT_EQ(cluster.error().code, ErrorCode::no_server);
  EXPECT_THAT(cluster.error().message,
              HasSubstr("docker cannot pull the image 127.0.0.1:1/nonesuch:1: docker: Error"));
  EXPECT_THAT(cluster.error().hint, HasSubstr("docker pull 127.0.0.1:1/nonesuch:1"));
  EXPECT_THAT(cluster.error().hint, HasSubstr("--server local"));
}

TEST_F(ContainerClusterTest, AnImageOfAnotherVersionIsRefused) {
  ASSERT_EQ(docker({"tag", "postgres:15", "postgres:99"}), "");
  const auto cluster = start_container("", 99);
  docker({"rmi", "postgres:99"});
  ASSERT_FALSE(cluster);
  EXPECT_EQ(cluster.error().code, ErrorCode::no_server);
  EXPECT_EQ(cluster.error().message,
            "the image postgres:99 has PostgreSQL 15, and version 99 is declared");
}

TEST_F(ContainerClusterTest, AnImageThatTheUserNamedMayHaveAnyVersionWhereNoneIsDeclared) {
  ASSERT_EQ(docker({"tag", "postgres:15", "gate-test:any"}), "");
  EXPECT_TRUE(start_container("gate-test:any"));
  const auto cluster = start_container("gate-test:any", 14);
  docker({"rmi", "gate-test:any"});
  ASSERT_FALSE(cluster);
  EXPECT_EQ(cluster.error().message,
            "the image gate-test:any has PostgreSQL 15, and version 14 is declared");
  EXPECT_EQ(cluster.error().hint,
            "Name an image of PostgreSQL 14 with --image, or declare \"postgres\": 15.");
}

TEST_F(ContainerClusterTest, AContainerThatEndsHasTheLastWord) {
  const test::TemporaryFolder folder;
  folder.write("Dockerfile",
               "FROM postgres:15\nENTRYPOINT [\"sh\", \"-c\", \"echo no luck; exit 1\"]\n");
  docker({"build", "--quiet", "--tag", "gate-test-no-luck", folder.path()});
  const auto cluster = start_container("gate-test-no-luck");
  docker({"rmi", "gate-test-no-luck"});
  ASSERT_FALSE(cluster);
  EXPECT_EQ(cluster.error().code, ErrorCode::infrastructure);
  EXPECT_THAT(cluster.error().message,
              HasSubstr("the container ended before its server answered:\nno luck"));
  EXPECT_FALSE(exists(container_name()));
}

// docker under podman's name: the calls are the same, the image has its full name.
TEST_F(ContainerClusterTest, PodmanIsCalledAlike) {
  const test::TemporaryFolder folder;
  folder.write("podman", "#!/bin/sh\nexec " + engine->program() + " \"$@\"\n");
  const test::ScopedVariable path("PATH", folder.path());
  const auto cluster = container();
  ASSERT_NE(cluster, nullptr);
  EXPECT_EQ(cluster->facts().why,
            "asked for with --server container; podman answers and has "
            "docker.io/library/postgres:15");
}

}  // namespace
}  // namespace gate

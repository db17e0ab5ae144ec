// A given server: a local one stands in for it.
#include <gmock/gmock.h>

#include <fmt/format.h>

#include <thread>

#include "gate/postgres/private_file.h"
#include "tests/integration/postgres/given_fixture.h"
#include "tests/support/listener.h"

namespace gate {
namespace {

using namespace std::chrono_literals;
using testing::HasSubstr;
using testing::Not;

class GivenClusterTest : public test::GivenServerTest {};

TEST_F(GivenClusterTest, IsTakenWhenItServesNobodyElse) {
  const auto cluster = accepted();
  ASSERT_NE(cluster, nullptr);
  EXPECT_EQ(cluster->facts().kind, "given");
  EXPECT_EQ(cluster->facts().version, server->facts().version);
  EXPECT_EQ(cluster->facts().where, server->facts().where);
  EXPECT_EQ(cluster->facts().why, "asked for with --server given");
  EXPECT_TRUE(cluster->alive());
  EXPECT_EQ(cluster->log_tail(), "");
}

TEST_F(GivenClusterTest, GivesADatabaseOfOurOwnThatIsMarked) {
  const auto cluster = accepted();
  ASSERT_NE(cluster, nullptr);
  const auto name = cluster->create_database("console_ci");
  ASSERT_TRUE(name) << name.error().message;
  EXPECT_EQ(*name, "console_ci_gate_" + directory->id());
  EXPECT_EQ(ask("SELECT shobj_description(oid, 'pg_database') FROM pg_database WHERE datname = '" +
                *name + "'"),
            "made by gate, run directory " + directory->path().string());
  EXPECT_TRUE(connect(*cluster, *name));
}

TEST_F(GivenClusterTest, KeepsTheRunsIdInTheLongestName) {
  const auto cluster = accepted();
  ASSERT_NE(cluster, nullptr);
  const auto name = cluster->create_database(std::string(100, 'x'));
  ASSERT_TRUE(name) << name.error().message;
  EXPECT_EQ(name->size(), 63u);
  EXPECT_TRUE(name->ends_with("_gate_" + directory->id()));
}

TEST_F(GivenClusterTest, LeavesItAsItWas) {
  execute("CREATE ROLE was_there");
  const std::string databases_before = databases();
  const std::string roles_before = roles();
  auto cluster = accepted();
  ASSERT_NE(cluster, nullptr);
  const auto name = cluster->create_database("raptor");
  ASSERT_TRUE(name);
  auto connection = connect(*cluster, *name);
  ASSERT_TRUE(connection);
  ASSERT_TRUE(connection->script(
      "CREATE ROLE owner_of_things; CREATE ROLE \"Odd, name\"; GRANT was_there TO owner_of_things;"
      "CREATE TABLE t (a int); ALTER TABLE t OWNER TO owner_of_things;"
      "GRANT CONNECT ON DATABASE postgres TO \"Odd, name\";"
      "ALTER DEFAULT PRIVILEGES GRANT SELECT ON TABLES TO \"Odd, name\""));
  EXPECT_NE(roles(), roles_before);
  cluster.reset();
  EXPECT_EQ(databases(), databases_before);
  EXPECT_EQ(roles(), roles_before);
}

TEST_F(GivenClusterTest, LeavesItAsItWasWhenInterrupted) {
  const std::string before = databases() + roles();
  auto cluster = accepted();
  ASSERT_NE(cluster, nullptr);
  ASSERT_TRUE(cluster->create_database("raptor"));
  execute("CREATE ROLE of_a_migration");
  interrupt.request(SIGINT);
  cluster.reset();
  EXPECT_EQ(databases() + roles(), before);
}

TEST_F(GivenClusterTest, LeavesItAsItWasWhenItsTimeIsUp) {
  const std::string before = databases() + roles();
  deadline = Deadline(3s);
  auto cluster = accepted();
  ASSERT_NE(cluster, nullptr);
  ASSERT_TRUE(cluster->create_database("raptor"));
  execute("CREATE ROLE of_a_migration");
  while (!deadline.passed()) std::this_thread::sleep_for(10ms);
  cluster.reset();
  EXPECT_EQ(databases() + roles(), before);
}

TEST_F(GivenClusterTest, IsRefusedWithoutAUrl) {
  const test::ScopedVariable unset("GATE_SERVER_URL", std::nullopt);
  EXPECT_EQ(refused().message, "GATE_SERVER_URL is not set");
}

TEST_F(GivenClusterTest, IsRefusedOnAnotherMachineWithoutBeingTried) {
  const test::ScopedVariable remote("GATE_SERVER_URL", "postgresql://me:hunter2@192.0.2.1/db");
  const Error error = refused();
  EXPECT_EQ(error.message, "GATE_SERVER_URL names the host 192.0.2.1, which is not this machine");
  EXPECT_THAT(error.hint, HasSubstr("--allow-host 192.0.2.1"));
}

TEST_F(GivenClusterTest, IsRefusedWhenItDoesNotLetUsIn) {
  ConnectionFacts facts = server->connection("postgres");
  facts.password = "hunter2";
  give(facts);
  const Error error = refused();
  EXPECT_EQ(error.message, "cannot connect to the given server at " + server->facts().where +
                               ": password authentication failed for user \"postgres\" "
                               "(SQLSTATE 28P01)");
  EXPECT_THAT(error.message + error.hint, Not(HasSubstr("hunter2")));
}

TEST_F(GivenClusterTest, IsRefusedWhenNothingIsThere) {
  ConnectionFacts facts = server->connection("postgres");
  server.reset();
  give(facts);
  EXPECT_THAT(refused().message, HasSubstr("Connection refused"));
}

TEST_F(GivenClusterTest, IsRefusedInAnotherVersion) {
  EXPECT_EQ(refused(14).message, "the given server is PostgreSQL " + server->facts().version +
                                     ", and version 14 is declared");
}

TEST_F(GivenClusterTest, MayHaveAnyVersionWhereNoneIsDeclared) { EXPECT_TRUE(start_given()); }

TEST_F(GivenClusterTest, IsRefusedWithoutRights) {
  execute("CREATE ROLE weak LOGIN PASSWORD 'weak' CREATEDB");
  ConnectionFacts facts = server->connection("postgres");
  facts.user = facts.password = "weak";
  give(facts);
  EXPECT_EQ(refused().message, "the user of GATE_SERVER_URL may not create databases and roles");
}

TEST_F(GivenClusterTest, IsTakenWithRightsShortOfASuperusers) {
  execute("CREATE ROLE able LOGIN PASSWORD 'able' CREATEDB CREATEROLE");
  ConnectionFacts facts = server->connection("postgres");
  facts.user = facts.password = "able";
  give(facts);
  const auto cluster = accepted();
  ASSERT_NE(cluster, nullptr);
  EXPECT_TRUE(cluster->create_database("raptor"));
}

TEST_F(GivenClusterTest, IsRefusedWhileSomebodyElseIsConnected) {
  execute("SET application_name = 'their app'");
  EXPECT_EQ(refused().message,
            "somebody else is connected to the given server: user postgres, database postgres, "
            "application \"their app\"");
}

TEST_F(GivenClusterTest, SeesOthersWithoutBeingASuperuser) {
  execute(
      "SET application_name = 'their app'; "
      "CREATE ROLE able LOGIN PASSWORD 'able' CREATEDB CREATEROLE");
  ConnectionFacts facts = server->connection("postgres");
  facts.user = facts.password = "able";
  give(facts);
  EXPECT_THAT(refused().message, HasSubstr("somebody else is connected to the given server"));
}

TEST_F(GivenClusterTest, IsTakenWhenTheOtherGoesAway) {
  execute("SET application_name = 'a health check'");
  std::jthread later([this] {
    std::this_thread::sleep_for(100ms);
    admin.reset();
  });
  EXPECT_NE(accepted(), nullptr);
}

TEST_F(GivenClusterTest, IsRefusedWhenAnyDatabaseHoldsAnything) {
  execute("CREATE DATABASE theirs");
  auto theirs = connect(*server, "theirs");
  ASSERT_TRUE(theirs);
  for (const char* what :
       {"TABLE x (a int)", "VIEW x AS SELECT 1", "SEQUENCE x", "MATERIALIZED VIEW x AS SELECT 1",
        "TABLE x (a int) PARTITION BY LIST (a)"}) {
    ASSERT_TRUE(
        theirs->script(fmt::format("CREATE SCHEMA app; SET search_path = app; CREATE {}", what)));
    EXPECT_EQ(refused().message,
              "the database theirs on the given server holds app.x, so it serves somebody")
        << what;
    ASSERT_TRUE(theirs->script("DROP SCHEMA app CASCADE"));
  }
}

TEST_F(GivenClusterTest, AnExtensionsTablesAreNobodys) {
  const auto made = admin->query("CREATE EXTENSION pg_stat_statements");
  if (!made) GTEST_SKIP() << "no contrib extensions here: " << describe(made.error());
  EXPECT_NE(accepted(), nullptr);
}

TEST_F(GivenClusterTest, GatesTakeTurns) {
  auto first = accepted();
  ASSERT_NE(first, nullptr);
  deadline = Deadline(300ms);
  EXPECT_EQ(refused().message, "another gate used the given server until the deadline");
  deadline = Deadline(60s);
  std::jthread later([&first] {
    std::this_thread::sleep_for(200ms);
    first.reset();
  });
  EXPECT_NE(accepted(), nullptr);
}

TEST_F(GivenClusterTest, AnInterruptionEndsTheWaitForATurn) {
  const auto first = accepted();
  std::jthread later([this] {
    std::this_thread::sleep_for(100ms);
    interrupt.request(SIGINT);
  });
  const auto second = start_given();
  ASSERT_FALSE(second);
  EXPECT_EQ(second.error().code, ErrorCode::interrupted);
}

TEST_F(GivenClusterTest, KeepsTheDatabaseAndSaysHowToRemoveIt) {
  auto cluster = accepted();
  ASSERT_NE(cluster, nullptr);
  const auto name = cluster->create_database("raptor");
  ASSERT_TRUE(name);
  const auto kept = cluster->keep(*name);
  ASSERT_TRUE(kept);
  cluster.reset();
  EXPECT_THAT(databases(), HasSubstr(*name));
  EXPECT_THAT(kept->url, HasSubstr(*name));
  EXPECT_THAT(kept->url, Not(HasSubstr(server->connection("").password)));
  EXPECT_THAT(read_line(kept->passfile), HasSubstr(server->connection("").password));
  EXPECT_EQ(std::system((kept->remove_command + " > /dev/null").c_str()), 0);
  EXPECT_THAT(databases(), Not(HasSubstr(*name)));
}

TEST_F(GivenClusterTest, TellsThatTheServerWentAway) {
  const auto cluster = accepted();
  ASSERT_NE(cluster, nullptr);
  server.reset();
  EXPECT_FALSE(cluster->alive());
}

}  // namespace
}  // namespace gate

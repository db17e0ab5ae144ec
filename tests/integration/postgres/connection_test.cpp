// The connection, on a real server.
#include "gate/postgres/connection.h"

#include <gmock/gmock.h>

#include <thread>

#include "tests/integration/postgres/cluster_fixture.h"
#include "tests/support/variable.h"

namespace gate {
namespace {

using namespace std::chrono_literals;
using testing::HasSubstr;
using testing::Not;

class ConnectionTest : public test::ClusterTest {
 protected:
  void SetUp() override {
    ClusterTest::SetUp();
    cluster = local();
    ASSERT_NE(cluster, nullptr);
    auto opened = connect(*cluster);
    ASSERT_TRUE(opened) << describe(opened.error());
    connection = std::make_unique<Connection>(std::move(*opened));
  }
  std::string one() { return value(*connection, "SELECT 1"); }

  std::unique_ptr<Cluster> cluster;
  std::unique_ptr<Connection> connection;
};

TEST_F(ConnectionTest, ParametersAreValuesAndNotText) {
  const auto result = connection->query("SELECT $1::text AS a, $2::text AS b, $3::int + 1 AS c",
                                        {"'; DROP TABLE x; --", std::nullopt, "41"});
  ASSERT_TRUE(result) << describe(result.error());
  EXPECT_EQ(result->columns, (std::vector<std::string>{"a", "b", "c"}));
  EXPECT_EQ(result->rows, (std::vector<Row>{{"'; DROP TABLE x; --", std::nullopt, "42"}}));
}

TEST_F(ConnectionTest, AStatementWithoutRowsHasNone) {
  const auto result = connection->query("CREATE TABLE t (a int)");
  ASSERT_TRUE(result);
  EXPECT_TRUE(result->rows.empty());
}

TEST_F(ConnectionTest, RowsAreCopiedIn) {
  ASSERT_TRUE(connection->script("CREATE TABLE t (a int, b text)"));
  std::string rows;
  for (int i = 0; i < 100000; ++i) rows += std::to_string(i) + "\tit's; a row\n";
  const auto copied = connection->copy_in("COPY t FROM stdin", rows);
  ASSERT_TRUE(copied) << describe(copied.error());
  EXPECT_EQ(value(*connection, "SELECT count(*) FROM t WHERE b = 'it''s; a row'"), "100000");
  const auto wrong = connection->copy_in("COPY t FROM stdin", "1\tx\nno number\ty\n" + rows);
  ASSERT_FALSE(wrong);
  EXPECT_EQ(wrong.error().sql.sqlstate, "22P02");
  EXPECT_THAT(wrong.error().sql.context, HasSubstr("line 2"));
  const auto missing = connection->copy_in("COPY nowhere FROM stdin", rows);
  ASSERT_FALSE(missing);
  EXPECT_EQ(missing.error().sql.sqlstate, "42P01");
  EXPECT_EQ(one(), "1");
}

TEST_F(ConnectionTest, AFailureHasPostgresOwnFields) {
  ASSERT_TRUE(
      connection->script("CREATE TABLE parent (a int PRIMARY KEY);"
                         "CREATE TABLE child (a int CONSTRAINT fk REFERENCES parent)"));
  const auto result = connection->query("INSERT INTO child VALUES ($1)", {"7"});
  ASSERT_FALSE(result);
  const SqlError& sql = result.error().sql;
  EXPECT_EQ(sql.sqlstate, "23503");
  EXPECT_EQ(sql.severity, "ERROR");
  EXPECT_EQ(sql.detail, "Key (a)=(7) is not present in table \"parent\".");
  EXPECT_EQ(sql.schema, "public");
  EXPECT_EQ(sql.table, "child");
  EXPECT_EQ(sql.constraint, "fk");
  EXPECT_EQ(sql.statement, "INSERT INTO child VALUES ($1)");
  EXPECT_FALSE(result.error().connection_lost);
  EXPECT_EQ(describe(result.error()),
            "insert or update on table \"child\" violates foreign key constraint \"fk\": "
            "Key (a)=(7) is not present in table \"parent\". (SQLSTATE 23503)");
}

TEST_F(ConnectionTest, IsGoodAfterAnError) {
  EXPECT_FALSE(connection->query("SELECT 1/0"));
  EXPECT_EQ(one(), "1");
}

TEST_F(ConnectionTest, AScriptGivesTheRowsOfItsLastStatementThatHasAny) {
  const auto result = connection->script("SELECT 1; SELECT 2; CREATE TABLE t (a int)");
  ASSERT_TRUE(result);
  EXPECT_EQ(result->rows, (std::vector<Row>{{"2"}}));
}

TEST_F(ConnectionTest, AScriptStopsAtItsFirstErrorAndIsDrained) {
  const auto result =
      connection->script("CREATE TABLE a (x int); SELECT 1/0; SELECT no_such_column");
  ASSERT_FALSE(result);
  EXPECT_EQ(result.error().sql.sqlstate, "22012");
  EXPECT_EQ(one(), "1");
  EXPECT_EQ(value(*connection, "SELECT to_regclass('a')"), "null");
}

TEST_F(ConnectionTest, CopyNeitherHangsNorBreaksIt) {
  const auto in = connection->script("CREATE TABLE t (a int); COPY t FROM STDIN");
  ASSERT_FALSE(in);
  EXPECT_EQ(in.error().sql.sqlstate, "57014");
  EXPECT_EQ(one(), "1");
  EXPECT_TRUE(connection->script("COPY (SELECT generate_series(1, 100000)) TO STDOUT"));
  EXPECT_EQ(one(), "1");
}

TEST_F(ConnectionTest, MovesMoreThanFitsIntoASocket) {
  const std::string big(20'000'000, 'x');
  const auto result = connection->query("SELECT $1::text", {big});
  ASSERT_TRUE(result) << describe(result.error());
  EXPECT_EQ(result->rows.at(0).at(0)->size(), big.size());
}

TEST_F(ConnectionTest, TheDeadlineEndsAQuery) {
  connection->set_limits(Deadline(100ms), interrupt);
  const auto result = connection->query("SELECT pg_sleep(100)");
  ASSERT_FALSE(result);
  EXPECT_TRUE(result.error().deadline_passed);
  EXPECT_EQ(describe(connection->query("SELECT 1").error()), "the connection is closed");
}

TEST_F(ConnectionTest, AnInterruptionWakesAQuery) {
  std::jthread later([this] {
    std::this_thread::sleep_for(50ms);
    interrupt.request(SIGINT);
  });
  const auto result = connection->query("SELECT pg_sleep(20)");
  ASSERT_FALSE(result);
  EXPECT_TRUE(result.error().interrupted);
  // It was woken, and did not wait for the answer.
  const Interrupt uninterrupted;
  auto other = Connection::open(cluster->connection("postgres"), deadline, uninterrupted);
  ASSERT_TRUE(other);
  EXPECT_EQ(value(*other,
                  "SELECT count(*) FROM pg_stat_activity "
                  "WHERE query = 'SELECT pg_sleep(20)' AND state = 'active'"),
            "1");
  EXPECT_EQ(error_from(result.error(), "sleep").code, ErrorCode::interrupted);
}

TEST_F(ConnectionTest, AServerThatDoesNotAnswerEndsWithTheDeadline) {
  const pid_t server = postmaster();
  ASSERT_TRUE(send(server, SIGSTOP));
  const auto opened = Connection::open(cluster->connection("postgres"), Deadline(100ms), interrupt);
  send(server, SIGCONT);
  ASSERT_FALSE(opened);
  EXPECT_TRUE(opened.error().deadline_passed);
}

TEST_F(ConnectionTest, AWrongPasswordIsToldByItsSqlstateAndNotRepeated) {
  ConnectionFacts facts = cluster->connection("postgres");
  facts.password = "hunter2";
  const auto refused = Connection::open(facts, deadline, interrupt);
  ASSERT_FALSE(refused);
  EXPECT_EQ(refused.error().sql.sqlstate, "28P01");
  EXPECT_EQ(refused.error().sql.primary, "password authentication failed for user \"postgres\"");
  EXPECT_THAT(describe(refused.error()), Not(HasSubstr("hunter2")));
}

TEST_F(ConnectionTest, AnUnknownDatabaseIsToldByItsSqlstate) {
  EXPECT_EQ(connect(*cluster, "nonesuch").error().sql.sqlstate, "3D000");
}

TEST_F(ConnectionTest, ObeysNoVariableOfTheEnvironment) {
  const test::ScopedVariable host("PGHOSTADDR", "10.255.255.1");
  const test::ScopedVariable options("PGOPTIONS", "-c search_path=elsewhere");
  const test::ScopedVariable mode("PGSSLMODE", "verify-full");
  const test::ScopedVariable binding("PGCHANNELBINDING", "require");
  auto opened = connect(*cluster);
  ASSERT_TRUE(opened) << describe(opened.error());
  EXPECT_EQ(value(*opened, "SHOW search_path"), "\"$user\", public");
}

TEST_F(ConnectionTest, SaysWhoItIs) {
  EXPECT_EQ(value(*connection, "SHOW application_name"), "gate");
}

TEST_F(ConnectionTest, APasswordIsChangedWithoutBeingSent) {
  ASSERT_TRUE(connection->query("SET log_statement = 'all'"));
  ASSERT_TRUE(connection->set_password("postgres", "correct horse"));
  EXPECT_THAT(cluster->log_tail(), HasSubstr("SCRAM-SHA-256$"));
  EXPECT_THAT(cluster->log_tail(), Not(HasSubstr("correct horse")));
  ConnectionFacts facts = cluster->connection("postgres");
  EXPECT_FALSE(Connection::open(facts, deadline, interrupt));
  facts.password = "correct horse";
  EXPECT_TRUE(Connection::open(facts, deadline, interrupt));
}

}  // namespace
}  // namespace gate

// A local server that stands in for a given one, and what tests ask of it.
#pragma once

#include <fmt/format.h>
#include <gmock/gmock.h>

#include "tests/integration/postgres/cluster_fixture.h"
#include "tests/support/variable.h"

namespace gate::test {

inline std::string url_of(const ConnectionFacts& facts) {
  return fmt::format("postgresql://{}:{}@{}:{}/{}", facts.user, facts.password, facts.host,
                     facts.port, facts.database);
}

class GivenServerTest : public ClusterTest {
 protected:
  void SetUp() override {
    ClusterTest::SetUp();
    server = local("server");
    ASSERT_NE(server, nullptr);
    give(server->connection("postgres"));
    auto opened = Connection::open(server->connection("postgres"), deadline, uninterrupted);
    ASSERT_TRUE(opened);
    admin = std::make_unique<Connection>(std::move(*opened));
    // The run under test has a folder of its own.
    server_directory = std::move(directory);
    ClusterTest::SetUp();
  }

  void give(const ConnectionFacts& facts) {
    url.reset();
    url = std::make_unique<ScopedVariable>("GATE_SERVER_URL", url_of(facts));
  }
  Result<std::unique_ptr<Cluster>> start_given(std::optional<int> declared_version = {}) {
    ServerOptions options;
    options.choice = ServerChoice::given;
    options.declared_version = declared_version;
    return start(options);
  }
  std::unique_ptr<Cluster> accepted() {
    auto cluster = start_given();
    EXPECT_TRUE(cluster) << cluster.error().message;
    return cluster ? std::move(*cluster) : nullptr;
  }
  Error refused(std::optional<int> declared_version = {}) {
    const auto cluster = start_given(declared_version);
    EXPECT_FALSE(cluster);
    if (cluster) return {};
    EXPECT_EQ(cluster.error().code, ErrorCode::no_server);
    EXPECT_NE(cluster.error().hint, "");
    return cluster.error();
  }
  void execute(const std::string& sql) {
    const auto done = admin->script(sql);
    ASSERT_TRUE(done) << describe(done.error());
  }
  std::string ask(const std::string& sql) { return value(*admin, sql); }
  std::string databases() {
    return ask("SELECT string_agg(datname, ' ' ORDER BY datname) FROM pg_database");
  }
  std::string roles() {
    return ask(
        "SELECT string_agg(rolname, ' ' ORDER BY rolname) FROM pg_roles "
        "WHERE rolname !~ '^pg_'");
  }

  Interrupt uninterrupted;
  std::unique_ptr<RunDirectory> server_directory;
  std::unique_ptr<Cluster> server;
  std::unique_ptr<Connection> admin;
  std::unique_ptr<ScopedVariable> url;
};

}  // namespace gate::test

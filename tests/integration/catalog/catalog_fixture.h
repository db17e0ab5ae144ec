// Databases on a real server whose schemas are read and compared.
//
// On PostgreSQL 15; with GATE_TEST_PG_BIN (as scripts/lib/postgres-programs prints it) on that one.
#pragma once

#include <fmt/format.h>

#include <cstdlib>

#include "gate/postgres/catalog.h"
#include "gate/postgres/version.h"
#include "tests/integration/postgres/cluster_fixture.h"

namespace gate::test {

class CatalogTest : public ClusterTest {
 protected:
  void SetUp() override {
    ClusterTest::SetUp();
    ServerOptions options;
    options.choice = ServerChoice::local;
    if (const char* folder = std::getenv("GATE_TEST_PG_BIN")) options.pg_bin = folder;
    auto started = start(options);
    ASSERT_TRUE(started) << started.error().message;
    cluster = std::move(*started);
    auto opened = connect(*cluster);
    ASSERT_TRUE(opened) << describe(opened.error());
    server = std::make_unique<Connection>(std::move(*opened));
  }

  // An empty database, and a connection to it; nothing where that fails, which is told.
  std::unique_ptr<Connection> database(const std::string& name) {
    run(*server, "CREATE DATABASE " + name + " TEMPLATE template0");
    auto opened = connect(*cluster, name);
    EXPECT_TRUE(opened) << describe(opened.error());
    return opened ? std::make_unique<Connection>(std::move(*opened)) : nullptr;
  }
  // Takes the database away, and the roles that were made in it.
  void drop(std::unique_ptr<Connection> connection, const std::string& name) {
    // No database goes with a subscription in it.
    for (const std::string& one : names(*connection, "SELECT subname FROM pg_subscription")) {
      run(*connection, "DROP SUBSCRIPTION " + quote_identifier(one));
    }
    connection.reset();
    run(*server, "DROP DATABASE " + name + " WITH (FORCE)");
    for (const std::string& one :
         names(*server, "SELECT rolname FROM pg_roles WHERE oid >= 16384")) {
      run(*server, "DROP OWNED BY " + quote_identifier(one));
      run(*server, "DROP ROLE " + quote_identifier(one));
    }
  }
  static std::vector<std::string> names(Connection& connection, std::string_view sql) {
    const auto asked = connection.query(sql);
    EXPECT_TRUE(asked) << describe(asked.error());
    std::vector<std::string> all;
    if (asked) {
      for (const Row& row : asked->rows) all.push_back(row.at(0).value_or(""));
    }
    return all;
  }

  int version() const { return major_version_in(server->server_version()); }
  static void run(Connection& connection, const std::string& sql) {
    const auto done = connection.script(sql);
    EXPECT_TRUE(done) << describe(done.error()) << "\n" << sql;
  }
  static Schema read(Connection& connection) {
    auto schema = read_schema([&](std::string_view sql) { return connection.query(sql); },
                              major_version_in(connection.server_version()));
    EXPECT_TRUE(schema) << describe(schema.error());
    return schema ? *schema : Schema{};
  }

  // In a transaction that is open already, of which nothing is seen but what it did itself.
  static Schema read_inside(Connection& connection) {
    run(connection, "SAVEPOINT reading");
    run(connection, std::string(catalog_settings()));
    Schema schema;
    for (const std::string& query :
         catalog_queries(major_version_in(connection.server_version()))) {
      const auto asked = connection.query(query);
      EXPECT_TRUE(asked) << describe(asked.error()) << "\n" << query;
      if (asked) add_objects(asked->columns, asked->rows, schema);
    }
    run(connection, "ROLLBACK TO SAVEPOINT reading");
    return schema;
  }

  std::unique_ptr<Cluster> cluster;
  std::unique_ptr<Connection> server;
};

inline std::string words(const SchemaDifference& one) {
  return fmt::format("{} {} {}{}{}: [{}] -> [{}]", to_string(one.change), one.kind, one.name,
                     one.attribute.empty() ? "" : ", " + one.attribute,
                     one.tolerance.empty() ? "" : " (" + one.tolerance + ")", one.before,
                     one.after);
}
inline std::string words(const std::vector<SchemaDifference>& all) {
  std::string text;
  for (const SchemaDifference& one : all) text += words(one) + "\n";
  return text;
}

}  // namespace gate::test

// A database to fill with rows, with the schema that a test gives it.
#pragma once

#include <map>
#include <memory>
#include <set>
#include <string>
#include <vector>

#include "gate/pipeline/rows/row_filler.h"
#include "tests/integration/postgres/cluster_fixture.h"

namespace gate::test {

class RowsTest : public ClusterTest {
 protected:
  void SetUp() override {
    ClusterTest::SetUp();
    cluster = local();
    ASSERT_NE(cluster, nullptr);
    auto opened = connect(*cluster);
    ASSERT_TRUE(opened) << describe(opened.error());
    connection = std::make_unique<Connection>(std::move(*opened));
  }
  void schema(const std::string& sql) {
    const auto done = connection->script(sql);
    ASSERT_TRUE(done) << describe(done.error());
  }
  FilledTables fill(const std::set<std::string>& left_out = {}) {
    const auto filled = fill_tables(
        *connection, [&](const RowTable& table) { return left_out.count(table.shown) == 0; });
    EXPECT_TRUE(filled) << describe(filled.error());
    return filled ? *filled : FilledTables();
  }
  // Fills the tables, and every one of them gets its rows.
  void fill_all(const std::string& sql) {
    schema(sql);
    for (const auto& one : fill().unfilled) ADD_FAILURE() << one.table << ": " << one.why;
  }
  std::string ask(std::string_view sql) { return value(*connection, sql); }

  std::unique_ptr<Cluster> cluster;
  std::unique_ptr<Connection> connection;
};

}  // namespace gate::test

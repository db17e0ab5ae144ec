#include "gate/source/operations.h"

#include <gmock/gmock.h>

#include "tests/unit/source/revisions.h"

namespace gate {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

SourceFact fact_in(const RevisionFile& file, int line) {
  SourceFact fact;
  fact.file = file.file;
  fact.line = line;
  fact.end_line = line;
  return fact;
}

SourceFact sql_in(const RevisionFile& file, int line, const std::string& sql) {
  SourceFact fact = fact_in(file, line);
  fact.sql = sql;
  return fact;
}

SourceFact call_in(const RevisionFile& file, int line, const std::string& call,
                   const std::string& table) {
  SourceFact fact = fact_in(file, line);
  fact.call = call;
  fact.table = table;
  return fact;
}

class ReadOperations : public testing::Test {
 protected:
  const RevisionFile first = revision("b");
  const RevisionFile second = revision("a", {"b"});
  const std::vector<RevisionFile> files{second, first};

  std::vector<Operation> read(std::vector<SourceFact> facts) const {
    return read_operations({std::move(facts), {}}, files).operations;
  }
  Operation read_one(SourceFact fact) const {
    const auto all = read({std::move(fact)});
    EXPECT_EQ(all.size(), 1u);
    return all.empty() ? Operation() : all[0];
  }
};

TEST_F(ReadOperations, ComeInTheOrderOfTheChainWithTheirRevision) {
  const auto all = read({sql_in(second, 3, "DROP TABLE x; DROP TABLE y"),
                         call_in(first, 9, "create_table", "x"), sql_in(first, 12, "SELECT 1")});
  ASSERT_EQ(all.size(), 3u);
  EXPECT_EQ(all[0].revision, "b");
  EXPECT_EQ(all[0].kind, OperationKind::create_table);
  EXPECT_EQ(all[0].line, 9);
  EXPECT_EQ(all[1].revision, "a");
  EXPECT_EQ(all[1].name, "x");
  EXPECT_EQ(all[2].name, "y");
}

TEST_F(ReadOperations, ACallSaysWhatItIsAbout) {
  SourceFact fact = call_in(first, 4, "create_index", "t");
  fact.schema = "app";
  fact.name = "ix";
  fact.elements = {{"a", ""}, {"", "lower(b)"}};
  fact.predicate = "c > now()";
  fact.source = "op.create_index(...)";
  fact.conditional = true;
  const Operation index = read_one(fact);
  EXPECT_EQ(index.kind, OperationKind::create_index);
  EXPECT_EQ(index.schema + "." + index.table + " " + index.name, "app.t ix");
  EXPECT_THAT(index.functions, ElementsAre("lower", "now"));
  EXPECT_EQ(index.expression, "(a, lower(b)) WHERE c > now()");
  EXPECT_EQ(index.statement, "op.create_index(...)");
  EXPECT_TRUE(index.conditional);
  EXPECT_FALSE(index.guarded);
  EXPECT_EQ(read_one(call_in(first, 1, "add_column", "t")).kind, OperationKind::alter_table);
  EXPECT_EQ(read_one(call_in(first, 1, "bulk_insert", "t")).kind, OperationKind::insert);
}

TEST_F(ReadOperations, AGuardIsToldFromABranch) {
  SourceFact fact = sql_in(first, 1, "CREATE TABLE IF NOT EXISTS t (id int)");
  EXPECT_TRUE(read_one(fact).conditional);
  EXPECT_TRUE(read_one(fact).guarded);
  fact.conditional = true;
  EXPECT_TRUE(read_one(fact).conditional);
  EXPECT_FALSE(read_one(fact).guarded);
  SourceFact temporary = call_in(first, 1, "create_table", "t");
  temporary.temporary = temporary.guarded = true;
  EXPECT_EQ(read_one(temporary).schema, "pg_temp");
  EXPECT_TRUE(read_one(temporary).guarded);
}

TEST_F(ReadOperations, WhatIsNoSqlOrNoLiteralIsUnread) {
  EXPECT_EQ(read_one(sql_in(first, 1, "this is no SQL")).kind, OperationKind::unread);
  SourceFact fact = sql_in(first, 1, "DROP TABLE");
  fact.unread = true;
  EXPECT_EQ(read_one(fact).kind, OperationKind::unread);
  EXPECT_EQ(read_one(fact).statement, "DROP TABLE");
  EXPECT_THAT(read({sql_in(first, 1, "SELECT 1")}), IsEmpty());
  EXPECT_THAT(read({sql_in(first, 1, "  -- only a comment")}), IsEmpty());
}

TEST_F(ReadOperations, ARaiseKeepsTheLinesOfLookupsOnly) {
  RaiseSite raise;
  raise.file = first.file;
  raise.lookup_lines = {1, 2, 3, 4};
  SourceFact lookup = sql_in(first, 2, "SELECT id FROM t WHERE a = 'b'");
  lookup.end_line = 3;
  const SourceReading reading =
      read_operations({{sql_in(first, 1, "INSERT INTO t VALUES (1)"), lookup}, {raise}}, files);
  // What is executed on line 4 is not known, so it may be one.
  EXPECT_THAT(reading.raises.at(0).lookup_lines, ElementsAre(2, 3, 4));
}

}  // namespace
}  // namespace gate

// An SQL file, cut as psql would cut it.
#include "gate/source/sql_script.h"

#include <fmt/format.h>
#include <gmock/gmock.h>

namespace gate {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;

// "line: statement | data"
std::vector<std::string> parts(std::string_view text) {
  const SqlScript script = cut_script(text);
  EXPECT_FALSE(script.fault) << script.fault->found;
  std::vector<std::string> all;
  for (const ScriptPart& part : script.parts) {
    all.push_back(fmt::format("{}: {}{}{}", part.line, part.sql, part.data ? " | " : "",
                              part.data.value_or("")));
  }
  return all;
}

TEST(SqlScript, StatementsWithTheLineTheyBeginOn) {
  EXPECT_THAT(parts("-- a dump;\n\nSET a = 1;\nSELECT 1; SELECT 2;\n/* x; */ SELECT\n3;\n"),
              ElementsAre("3: SET a = 1", "4: SELECT 1", "4: SELECT 2", "5: SELECT\n3"));
  EXPECT_THAT(parts("SELECT 1"), ElementsAre("1: SELECT 1"));
  EXPECT_THAT(parts("SELECT 1 -- no;\n + 1;\n"), ElementsAre("1: SELECT 1 -- no;\n + 1"));
  EXPECT_THAT(parts("\xef\xbb\xbfSELECT 1;\r\nSELECT 2;\r\n"),
              ElementsAre("1: SELECT 1", "2: SELECT 2"));
  EXPECT_THAT(parts(";;\n-- nothing\n"), IsEmpty());
  EXPECT_THAT(parts(""), IsEmpty());
}

TEST(SqlScript, SemicolonsInQuotesCommentsAndParenthesesEndNothing) {
  EXPECT_THAT(parts("CREATE FUNCTION f() RETURNS int AS $x$\nBEGIN\n  RETURN 1; -- '\nEND;\n$x$;\n"
                    "SELECT 1;\n"),
              ElementsAre("1: CREATE FUNCTION f() RETURNS int AS $x$\nBEGIN\n  RETURN 1; -- '\n"
                          "END;\n$x$",
                          "6: SELECT 1"));
  EXPECT_THAT(
      parts("INSERT INTO t VALUES ('it''s;\n a', E'\\';\n', \"b;\n\");\nSELECT 1;\n"),
      ElementsAre("1: INSERT INTO t VALUES ('it''s;\n a', E'\\';\n', \"b;\n\")", "5: SELECT 1"));
  EXPECT_THAT(parts("/* SELECT 1;\nSELECT 2; */\nSELECT 3;\n"), ElementsAre("3: SELECT 3"));
  EXPECT_THAT(
      parts("CREATE RULE r AS ON INSERT TO t DO (SELECT 1;\n SELECT 2);\nSELECT 3;\n"),
      ElementsAre("1: CREATE RULE r AS ON INSERT TO t DO (SELECT 1;\n SELECT 2)", "3: SELECT 3"));
}

TEST(SqlScript, ABodyInSqlsOwnSyntaxIsOneStatement) {
  EXPECT_THAT(
      parts("CREATE OR REPLACE FUNCTION f() RETURNS int\n BEGIN ATOMIC\n  SELECT 1;\n"
            "  SELECT CASE WHEN true THEN 1 END;\nEND;\nSELECT 2;\nBEGIN;\nCOMMIT;\n"),
      ElementsAre("1: CREATE OR REPLACE FUNCTION f() RETURNS int\n BEGIN ATOMIC\n  SELECT 1;\n"
                  "  SELECT CASE WHEN true THEN 1 END;\nEND",
                  "6: SELECT 2", "7: BEGIN", "8: COMMIT"));
}

TEST(SqlScript, TheDataOfACopyIsNoSql) {
  EXPECT_THAT(parts("COPY public.t (a, b) FROM stdin;\n1\tit's; $$\n\\N\t-- /*\n\\.\n\n\n"
                    "SELECT 1;\nCOPY u FROM STDIN WITH (FORMAT csv);\n\\.\n"),
              ElementsAre("1: COPY public.t (a, b) FROM stdin | 1\tit's; $$\n\\N\t-- /*\n",
                          "7: SELECT 1", "8: COPY u FROM STDIN WITH (FORMAT csv) | "));
  EXPECT_THAT(parts("COPY t FROM stdin;\n1\n"), ElementsAre("1: COPY t FROM stdin | 1\n"));
  EXPECT_THAT(parts("COPY t TO '/tmp/x';\nSELECT 1;\n"),
              ElementsAre("1: COPY t TO '/tmp/x'", "2: SELECT 1"));
}

TEST(SqlScript, WhatThePostgresScannerRefusesIsLeftToTheServer) {
  EXPECT_THAT(parts("SELECT 'never closed;\nSELECT 2;\n"),
              ElementsAre("1: SELECT 'never closed;\nSELECT 2;"));
  EXPECT_THAT(parts("SELECT 1;\nCREATE TABLE t (a int;\n"),
              ElementsAre("1: SELECT 1", "2: CREATE TABLE t (a int;"));
  EXPECT_THAT(parts("SELECT 1abc;\nSELECT 2;\n"), ElementsAre("1: SELECT 1abc;", "2: SELECT 2"));
}

TEST(SqlScript, PsqlsOwnCommands) {
  EXPECT_THAT(parts("\\restrict aBc1\nSELECT 1;\n\\set ON_ERROR_STOP on\n\\unrestrict aBc1\n"),
              ElementsAre("2: SELECT 1"));
  const auto connect = cut_script("CREATE DATABASE shop;\n\\connect shop\nSELECT 1;\n");
  ASSERT_TRUE(connect.fault);
  EXPECT_EQ(connect.fault->line, 2);
  EXPECT_THAT(connect.fault->found, HasSubstr("\\connect"));
  EXPECT_THAT(connect.fault->hint, HasSubstr("--create"));
  EXPECT_TRUE(cut_script("\\i other.sql\n").fault);
  EXPECT_TRUE(cut_script("\\set limit 3\n").fault);
}

// A dump of several megabytes: what is read for it must not grow with its square.
TEST(SqlScript, ALongDumpIsCutInOneGo) {
  std::string dump = "CREATE FUNCTION f() RETURNS void AS $$\n";
  for (int line = 0; line < 20000; ++line) dump += "  PERFORM 1;\n";
  dump += "$$;\nINSERT INTO t VALUES ('";
  for (int line = 0; line < 20000; ++line) dump += "it''s;\n";
  dump += "');\nCOPY t FROM stdin;\n";
  for (int line = 0; line < 100000; ++line) dump += "it's a row;\n";
  dump += "\\.\n";
  for (int line = 0; line < 20000; ++line) dump += "INSERT INTO t VALUES ('a row');\n";
  EXPECT_EQ(cut_script(dump).parts.size(), 20003u);
}

TEST(SqlScript, AnotherFormatIsNamed) {
  EXPECT_THAT(not_sql_text("PGDMP\x01\x0e", "db/x.dump")->hint, HasSubstr("pg_restore"));
  EXPECT_THAT(not_sql_text("\x1f\x8b\x08", "x.gz")->found, HasSubstr("gzip"));
  EXPECT_THAT(not_sql_text("\xff\xfeS", "x")->found, HasSubstr("UTF-16"));
  EXPECT_TRUE(not_sql_text(std::string_view("a\0b", 3), "x"));
  EXPECT_FALSE(not_sql_text("SELECT 1;", "x"));
}

}  // namespace
}  // namespace gate

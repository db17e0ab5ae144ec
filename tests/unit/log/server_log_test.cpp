#include "gate/log/server_log.h"

#include <gmock/gmock.h>

#include "tests/unit/log/texts.h"

namespace gate {
namespace {

using testing::ElementsAre;
using testing::Field;
using testing::IsEmpty;

const std::string prefix = "2026-11-20 06:24:02.293 UTC [22098] ";

TEST(ServerLog, AnErrorWithItsStateAndItsStatementOfSeveralLines) {
  const auto errors = errors_in_server_log(missing_role_log);
  ASSERT_EQ(errors.size(), 1u);
  EXPECT_EQ(errors[0].severity, "ERROR");
  EXPECT_EQ(errors[0].sqlstate, "42704");
  EXPECT_EQ(errors[0].primary, "role \"raptor_app\" does not exist");
  EXPECT_EQ(errors[0].statement, "GRANT SELECT\n        ON admins\n      TO raptor_app");
  EXPECT_EQ(errors[0].detail, "");
}

TEST(ServerLog, EveryFieldWithTheLinesItGoesOnFor) {
  const auto errors = errors_in_server_log(
      prefix + "ERROR:  P0001: first line\n\tsecond line\n" +  //
      prefix + "DETAIL:  d1\n\td2\n" +                         //
      prefix + "HINT:  h\n" +                                  //
      prefix + "CONTEXT:  PL/pgSQL function inline_code_block line 1 at RAISE\n" + prefix +
      "LOCATION:  exec_stmt_raise, pl_exec.c:3907\n" + prefix +
      "STATEMENT:  DO $$ BEGIN RAISE EXCEPTION E'first line\\nsecond line'; END $$\n");
  ASSERT_EQ(errors.size(), 1u);
  EXPECT_EQ(errors[0].sqlstate, "P0001");
  EXPECT_EQ(errors[0].primary, "first line\nsecond line");
  EXPECT_EQ(errors[0].detail, "d1\nd2");
  EXPECT_EQ(errors[0].hint, "h");
  EXPECT_EQ(errors[0].context, "PL/pgSQL function inline_code_block line 1 at RAISE");
  EXPECT_EQ(errors[0].statement, "DO $$ BEGIN RAISE EXCEPTION E'first line\\nsecond line'; END $$");
}

TEST(ServerLog, EveryErrorInItsOrder) {
  EXPECT_THAT(errors_in_server_log(swallowed_log),
              ElementsAre(Field(&SqlError::sqlstate, "42703"), Field(&SqlError::sqlstate, "42704"),
                          Field(&SqlError::sqlstate, "25P02")));
}

// The client gets the position as a field of its own, so its message has nothing of it.
TEST(ServerLog, ThePositionIsNoPartOfTheMessage) {
  const auto message = [](const std::string& text) {
    return errors_in_server_log(prefix + "ERROR:  42601: " + text + "\n").at(0).primary;
  };
  EXPECT_EQ(errors_in_server_log(swallowed_log)[0].primary, "column \"nothing\" does not exist");
  EXPECT_EQ(message("two\n\tlines at character 12"), "two\nlines");
  EXPECT_EQ(message("stopped at character "), "stopped at character ");
  EXPECT_EQ(message("stopped at character 8b"), "stopped at character 8b");
  EXPECT_EQ(message("at character 8 it stopped"), "at character 8 it stopped");
}

TEST(ServerLog, AnErrorInsideAStatementIsText) {
  const auto errors = errors_in_server_log(
      prefix + "ERROR:  22012: division by zero\n" +  //
      prefix + "LOCATION:  int4div, int.c:869\n" + prefix +
      "STATEMENT:  SELECT 'a\n"
      "\t    2026-01-01 00:00:00.000 UTC [1] ERROR:  42704:  role \"x\" does not exist', 1/0\n");
  ASSERT_EQ(errors.size(), 1u);
  EXPECT_EQ(errors[0].sqlstate, "22012");
  EXPECT_EQ(errors[0].statement,
            "SELECT 'a\n    2026-01-01 00:00:00.000 UTC [1] ERROR:  42704:  role \"x\" does not "
            "exist', 1/0");
}

TEST(ServerLog, AnErrorInsideAMessageIsText) {
  EXPECT_THAT(errors_in_server_log(prefix + "WARNING:  01000: a [1] ERROR:  42704: role\n" +
                                   prefix + "LOG:  00000: b [1] FATAL:  42704: role\n"),
              IsEmpty());
}

TEST(ServerLog, WordsOfAWarningAreNotTheErrorsBeforeIt) {
  const auto errors = errors_in_server_log(missing_role_log +                               //
                                           prefix + "WARNING:  01000: beware\n\tof it\n" +  //
                                           prefix + "DETAIL:  the warning's\n" +            //
                                           prefix + "STATEMENT:  SELECT warning()\n");
  ASSERT_EQ(errors.size(), 1u);
  EXPECT_EQ(errors[0].detail, "");
  EXPECT_EQ(errors[0].statement, "GRANT SELECT\n        ON admins\n      TO raptor_app");
}

TEST(ServerLog, FatalAndPanicAreErrorsAndNoticesAreNot) {
  EXPECT_THAT(
      errors_in_server_log(prefix + "FATAL:  28000: role \"x\" does not exist\n" +  //
                           prefix + "PANIC:  XX000: could not write\n" +            //
                           prefix + "NOTICE:  42P07: relation exists, skipping\n"),
      ElementsAre(Field(&SqlError::severity, "FATAL"), Field(&SqlError::severity, "PANIC")));
}

TEST(ServerLog, WindowsLineEnds) {
  std::string windows;
  for (const char letter : missing_role_log)
    windows += letter == '\n' ? "\r\n" : std::string(1, letter);
  EXPECT_EQ(errors_in_server_log(windows).at(0).statement,
            errors_in_server_log(missing_role_log).at(0).statement);
}

TEST(ServerLog, WhatIsNoneGivesNothing) {
  for (const char* text :
       {"", "\n", "\tgoes on from nowhere", "no prefix ERROR:  42704: x", "[1] ERROR:  42704",
        "[1] ERROR:  role", "[1] ERROR:  ", "[1] ", "[1] DETAIL:  of nothing",
        "\xff\xfe [1] \xc3"
        "ERROR:  42704: x"}) {
    EXPECT_THAT(errors_in_server_log(text), IsEmpty()) << text;
  }
}

TEST(ServerLog, ALogCutAtItsBeginningStillGivesWhatFollows) {
  EXPECT_THAT(errors_in_server_log("oes not exist\n" + prefix + "STATEMENT:  SELECT\n\t1\n" +
                                   missing_role_log),
              ElementsAre(Field(&SqlError::sqlstate, "42704")));
}

TEST(ServerLog, BytesThatAreNoUtf8AreKept) {
  EXPECT_EQ(errors_in_server_log("[1] ERROR:  22021: bad \xff byte\n").at(0).primary,
            "bad \xff byte");
}

TEST(ServerLog, NamesTheColumnThatGotNull) {
  const auto errors = errors_in_server_log(
      "[7] ERROR:  23502: null value in column \"practice_id\" of relation \"practice_settings\" "
      "violates not-null constraint\n");
  ASSERT_EQ(errors.size(), 1u);
  EXPECT_EQ(errors[0].column, "practice_id");
  EXPECT_EQ(errors[0].table, "practice_settings");
}

TEST(ServerLog, TheForeignKeyThatWasViolatedIsNamedAsTheClientNamesIt) {
  const auto errors = errors_in_server_log(
      "[7] ERROR:  23503: insert or update on table \"shop\" violates foreign key constraint "
      "\"shop_region_id_fkey\"\n");
  ASSERT_EQ(errors.size(), 1u);
  EXPECT_EQ(errors[0].table, "shop");
  EXPECT_EQ(errors[0].constraint, "shop_region_id_fkey");
}

}  // namespace
}  // namespace gate

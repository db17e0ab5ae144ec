#include "gate/log/alembic_output.h"

#include <gmock/gmock.h>

#include "tests/unit/log/texts.h"

namespace gate {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::StartsWith;

constexpr int uncaught = 1;

Failure failure_in(const std::string& text, const std::string& log = "", int status = uncaught) {
  return failure_in_output(text, status, log, "/srv/shop");
}

std::vector<std::string> ids(const std::string& text) {
  std::vector<std::string> all;
  for (const RunningLine& line : running_lines(text)) {
    all.push_back(line.direction + " [" + line.from + "] [" + line.to + "]");
  }
  return all;
}

const std::string log_name = "INFO  [alembic.runtime.migration] ";

TEST(RunningLines, UpgradesDowngradesBasesAndMerges) {
  EXPECT_THAT(
      ids(greeting + log_name + "Running upgrade  -> 0001, first\n" +  //
          log_name + "Running upgrade 0001 -> 0002\n" + log_name +
          "Running upgrade 0002, 0003 -> 0004, merge\n" + log_name +
          "Running downgrade 0004 -> 0002, 0003, merge\n" + log_name +
          "Running downgrade 0001 -> , first\n" + log_name + "Running downgrade 0001 ->\n"),
      ElementsAre("upgrade [] [0001]", "upgrade [0001] [0002]", "upgrade [0002, 0003] [0004]",
                  "downgrade [0004] [0002]", "downgrade [0001] []", "downgrade [0001] []"));
}

TEST(RunningLines, ATitleIsNoEvent) {
  EXPECT_THAT(
      ids(log_name + "Running upgrade 0001 -> 0002, create role that does not exist\n" + log_name +
          "Running upgrade 0002 -> 0003, rename a -> b, Running upgrade 7 -> 8\n"),
      ElementsAre("upgrade [0001] [0002]", "upgrade [0002] [0003]"));
}

TEST(RunningLines, OtherWordsAreNone) {
  EXPECT_THAT(ids("Running upgrade of the cache -> done\n"
                  "Running stamp_revision  -> 0002\n"
                  "Running upgradeX 1 -> 2\n"
                  "Running upgrade\n"
                  "Running \n\n"),
              IsEmpty());
  EXPECT_THAT(ids(""), IsEmpty());
}

TEST(RunningLines, AnyLogFormatAndWindowsLineEnds) {
  EXPECT_THAT(ids("Running upgrade 0001 -> 0002\r\n2026-01-01 alembic: Running upgrade a -> b\r\n"),
              ElementsAre("upgrade [0001] [0002]", "upgrade [a] [b]"));
}

TEST(AlembicOutput, WhatPostgresSaidComesFromTheServersLog) {
  const Failure failure = failure_in(missing_role_output, missing_role_log);
  ASSERT_TRUE(failure.sql);
  EXPECT_EQ(failure.sql->sqlstate, "42704");
  EXPECT_EQ(failure.sql->statement, "GRANT SELECT\n        ON admins\n      TO raptor_app");
  EXPECT_FALSE(failure.first_sql);
  EXPECT_EQ(failure.revision, "0002");
  EXPECT_EQ(failure.direction, "upgrade");
  EXPECT_EQ(failure.place.file, "/srv/shop/migrations/versions/0002.py");
  EXPECT_EQ(failure.place.line, 13);
  EXPECT_EQ(failure.chain.size(), 2u);
}

TEST(AlembicOutput, TheTracebackIsTheWholeChain) {
  const std::string traceback = failure_in(missing_role_output).traceback;
  EXPECT_THAT(traceback, StartsWith("Traceback (most recent call last):\n  File \"/usr/lib"));
  EXPECT_THAT(traceback, HasSubstr("The above exception was the direct cause"));
  EXPECT_THAT(traceback, HasSubstr("[SQL: GRANT SELECT"));
}

TEST(AlembicOutput, AnErrorThatTheMigrationCaughtBeforeIsNotIt) {
  const std::string caught =
      "2026-11-20 06:23:50.077 UTC [21944] ERROR:  42703: column \"nothing\" does not exist at "
      "character 8\n";
  EXPECT_EQ(failure_in(missing_role_output, caught + missing_role_log).sql->sqlstate, "42704");
  EXPECT_EQ(failure_in(missing_role_output, missing_role_log + caught).sql->sqlstate, "42704");
  EXPECT_FALSE(failure_in(missing_role_output, caught).sql);
}

TEST(AlembicOutput, AnErrorWithAPositionIsFound) {
  const Failure failure = failure_in(
      greeting + refused("  File \"/srv/shop/migrations/versions/0001.py\", line 13, in upgrade\n",
                         "psycopg2.errors.UndefinedTable: relation \"nowhere\" does not exist\n"
                         "LINE 1: SELECT 'café 表' FROM nowhere\n",
                         "sqlalchemy.exc.ProgrammingError: (psycopg2.errors.UndefinedTable) "
                         "relation \"nowhere\" does not exist\n"
                         "LINE 1: SELECT 'café 表' FROM nowhere\n"),
      "2026-11-20 06:24:17.920 UTC [22569] ERROR:  42P01: relation \"nowhere\" does not exist at "
      "character 22\n");
  ASSERT_TRUE(failure.sql);
  EXPECT_EQ(failure.sql->primary, "relation \"nowhere\" does not exist");
}

TEST(AlembicOutput, AServersMessageMayHaveEmptyLines) {
  const Failure failure = failure_in(way_in + "psycopg2.errors.RaiseException: first\n\nthird\n",
                                     "[1] ERROR:  P0001: first\n\t\n\tthird\n");
  ASSERT_TRUE(failure.sql);
  EXPECT_EQ(failure.sql->primary, "first\n\nthird");
}

TEST(AlembicOutput, PythonsOwnExceptionsDoNotSpeakForTheServer) {
  EXPECT_FALSE(failure_in(way_in + "RuntimeError: no: error\n", "[1] ERROR:  P0001: error\n").sql);
}

TEST(AlembicOutput, TheErrorThatBrokeTheTransactionIsTheNearestBefore) {
  const Failure failure = failure_in(
      greeting + refused("  File \"/srv/shop/migrations/versions/0001.py\", line 18, in upgrade\n",
                         "psycopg2.errors.InFailedSqlTransaction: current transaction is aborted, "
                         "commands ignored until end of transaction block\n",
                         "sqlalchemy.exc.InternalError: (psycopg2.errors.InFailedSqlTransaction) "
                         "current transaction is aborted, commands ignored until end of "
                         "transaction block\n"),
      swallowed_log);
  ASSERT_TRUE(failure.sql);
  EXPECT_EQ(failure.sql->sqlstate, "25P02");
  ASSERT_TRUE(failure.first_sql);
  EXPECT_EQ(failure.first_sql->sqlstate, "42704");
}

TEST(AlembicOutput, OfTwoErrorsInOneChainTheLastEndedTheStep) {
  const Failure failure = failure_in(
      "Traceback (most recent call last):\npsycopg2.errors.DivisionByZero: division by zero\n\n" +
          during_handling + way_in +
          "psycopg2.errors.InFailedSqlTransaction: current transaction is aborted\n",
      "[1] ERROR:  22012: division by zero\n"
      "[1] ERROR:  25P02: current transaction is aborted\n");
  EXPECT_EQ(failure.sql.value().sqlstate, "25P02");
  EXPECT_EQ(failure.first_sql.value().sqlstate, "22012");
}

TEST(AlembicOutput, AlembicsOwnRefusalIsACommandError) {
  const Failure failure = failure_in(two_heads_output, "", refused_by_alembic);
  ASSERT_EQ(failure.chain.size(), 1u);
  EXPECT_EQ(failure.chain[0].class_name, "alembic.util.exc.CommandError");
  EXPECT_THAT(failure.chain[0].message, StartsWith("Multiple head revisions are present"));
  EXPECT_EQ(failure.revision, "");
  EXPECT_EQ(failure.traceback, "");
}

TEST(AlembicOutput, TheExitStatusTellsARefusalFromATraceback) {
  const std::string printed = "Traceback (most recent call last):\nValueError: printed\n";
  const std::string real = way_in + "RuntimeError: real\n";
  EXPECT_THAT(failure_in(printed + two_heads_output, "", refused_by_alembic).chain[0].message,
              StartsWith("Multiple head revisions"));
  EXPECT_EQ(failure_in("FAILED: printed\n" + real).chain[0].message, "real");
  EXPECT_EQ(failure_in(real + "\nFAILED: a second paragraph of it\n").chain[0].message, "real");
}

TEST(AlembicOutput, TheLastRefusalCountsAndATerminalsIsIndented) {
  EXPECT_EQ(failure_in("FAILED: 3 rows\n  FAILED: Ambiguous walk\n", "", refused_by_alembic)
                .chain[0]
                .message,
            "Ambiguous walk");
  EXPECT_THAT(failure_in("the test FAILED: 3 rows\n").chain, IsEmpty());
}

std::string with_frames(const std::string& frames) {
  return way_in + frames + "RuntimeError: no\n";
}

TEST(AlembicOutput, ThePlaceIsInTheVersionFileNotInItsHelper) {
  const Failure failure = failure_in(
      with_frames("  File \"/srv/shop/migrations/versions/0001.py\", line 9, in upgrade\n"
                  "  File \"/srv/shop/migrations/versions/0001.py\", line 4, in fill\n"
                  "  File \"/srv/shop/helpers/seed.py\", line 30, in insert\n"));
  EXPECT_EQ(failure.place.file, "/srv/shop/migrations/versions/0001.py");
  EXPECT_EQ(failure.place.line, 4);
  EXPECT_EQ(failure.frames.size(), 4u);
}

TEST(AlembicOutput, WithoutAVersionFileThePlaceIsTheInnermostOfTheTree) {
  EXPECT_EQ(failure_in(with_frames("  File \"/srv/shop/app/settings.py\", line 3, in load\n"
                                   "  File \"/usr/lib/python3/os.py\", line 5, in getenv\n"))
                .place.file,
            "/srv/shop/app/settings.py");
}

TEST(AlembicOutput, AFileThatDoesNotParseIsThePlace) {
  const Failure failure = failure_in(
      with_frames("  File \"/srv/shop/migrations/versions/0001.py\", line 9, in upgrade\n"
                  "  File \"/srv/shop/helpers/seed.py\", line 30\n    def\n"));
  EXPECT_EQ(failure.place.file, "/srv/shop/helpers/seed.py");
  EXPECT_EQ(failure.place.line, 30);
}

TEST(AlembicOutput, PackagesAndNeighboursAreNotTheTrees) {
  const Failure failure = failure_in(
      "Traceback (most recent call last):\n"
      "  File \"/srv/shop/.venv/bin/alembic\", line 8, in <module>\n"
      "  File \"/srv/shop/.venv/lib/python3.11/site-packages/a.py\", line 1, in a\n"
      "  File \"/srv/shop2/env.py\", line 1, in b\n"
      "KeyError: '0004'\n");
  EXPECT_THAT(failure.frames, IsEmpty());
  EXPECT_EQ(failure.place.file, "");
  EXPECT_EQ(failure.chain.at(0).class_name, "KeyError");
}

TEST(AlembicOutput, TheWallsExceptionIsTold) {
  EXPECT_EQ(failure_in(way_in + "gate_walls.ForeignEngine: an engine for mysql\n").wall,
            "foreign-engine");
  EXPECT_EQ(failure_in(missing_role_output).wall, "");
}

TEST(AlembicOutput, NothingToReadGivesNoFacts) {
  for (const char* text : {"", "bye\n", "\xff\xfe\n\x80", "FAILED:", "Traceback"}) {
    const Failure failure = failure_in(text, "\xff\xfe");
    EXPECT_THAT(failure.chain, IsEmpty()) << text;
    EXPECT_FALSE(failure.sql) << text;
    EXPECT_EQ(failure.place.file + failure.revision + failure.traceback, "") << text;
  }
}

TEST(HeadsInOutput, EveryHeadOnceForEachLine) {
  EXPECT_THAT(heads_in_output("0003 (head)\n0002 (head)\n"), ElementsAre("0003", "0002"));
  EXPECT_THAT(heads_in_output("0003 (head)\n0003 (head)\n"), ElementsAre("0003", "0003"));
  EXPECT_THAT(heads_in_output("a1b2 (billing) (head)\r\n"), ElementsAre("a1b2"));
  EXPECT_THAT(heads_in_output("0001 (effective head)\n0001\n"), ElementsAre("0001"));
  EXPECT_THAT(heads_in_output(""), IsEmpty());
}

}  // namespace
}  // namespace gate

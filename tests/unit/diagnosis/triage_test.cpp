// What a log's events come to: what was outlived, what follows, what the server alone says.
#include "gate/diagnosis/triage.h"

#include <gmock/gmock.h>

#include "gate/log/log_reader.h"

namespace gate {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

TriageReport report_of(const std::string& log) {
  Triage triage;
  LogReader reader([&](const LogEvent& event) { triage.take(event); });
  reader.feed(log);
  reader.finish();
  return triage.finish();
}

std::vector<std::string> kinds(const std::string& log) {
  std::vector<std::string> all;
  for (const TriageFinding& found : report_of(log).findings) all.push_back(found.finding.kind);
  return all;
}

const std::string missing_role = "psycopg2.errors.UndefinedObject: role \"app\" does not exist\n";
const std::string two_heads = "FAILED: Multiple head revisions are present for given argument\n";
const std::string step = "##[group]Run alembic upgrade head\n##[endgroup]\n";

std::string traceback(const std::string& first_frame, const std::string& last_line) {
  return "Traceback (most recent call last):\n" + first_frame + last_line + "\n";
}
const std::string script = "  File \"/usr/bin/alembic\", line 8, in <module>\n    main()\n";
const std::string version =
    "  File \"/srv/db/versions/0002_x.py\", line 9, in upgrade\n    op.execute(sql)\n";
std::string running(const std::string& from, const std::string& to) {
  return "INFO  [alembic.runtime.migration] Running upgrade " + from + " -> " + to + ", x\n";
}

TEST(Triage, AStepThatEndedWellHadNoFailure) {
  EXPECT_THAT(kinds(step + missing_role + step), IsEmpty());
  EXPECT_THAT(kinds(step + missing_role + "##[error]Process completed with exit code 1.\n" + step),
              ElementsAre("missing-role"));
  EXPECT_THAT(kinds(step + missing_role), ElementsAre("missing-role")) << "cut off";
}

TEST(Triage, WhatTheStepsScriptSaysIsQuoted) {
  EXPECT_THAT(kinds("##[group]Run x\n" + missing_role + two_heads + "##[endgroup]\n" +
                    "##[error]Process completed with exit code 1.\n"),
              IsEmpty());
}

TEST(Triage, AMigrationThatGoesOnCaughtIt) {
  const std::string log = running("0001", "0002") + traceback(script + version, missing_role);
  EXPECT_THAT(kinds(log), ElementsAre("missing-role"));
  EXPECT_THAT(kinds(log + running("0002", "0003")), IsEmpty());
}

TEST(Triage, WhatAMigrationCaughtAndPrintedIsNoFailure) {
  const std::string log = running("0001", "0002") + traceback(version, missing_role);
  EXPECT_THAT(kinds(log), IsEmpty());
  EXPECT_FALSE(report_of(log).failed);
  EXPECT_THAT(kinds(log + "Process exited with status 1\n"), ElementsAre("missing-role"));
}

TEST(Triage, TheFirstErrorOfAnAbortedTransactionIsTheCause) {
  EXPECT_THAT(kinds(running("0001", "0002") + traceback(version, missing_role) +
                    traceback(script + version,
                              "psycopg2.errors.InFailedSqlTransaction: current transaction is "
                              "aborted, commands ignored until end of transaction block")),
              ElementsAre("missing-role"));
}

TEST(Triage, SourcesAreToldApart) {
  EXPECT_THAT(kinds("a-1  | " + two_heads + "b-1  | " + missing_role +
                    "a-1 exited with code 255\n" + "b-1 exited with code 0\n"),
              ElementsAre("multiple-heads"));
  EXPECT_THAT(kinds("b-1  | " + missing_role + "a-1  | " + two_heads),
              ElementsAre("missing-role", "multiple-heads"));
}

TEST(Triage, WhoWaitsForTheServerHasNotFailed) {
  const std::string refused = "psql: error: connection to server failed: Connection refused\n";
  EXPECT_THAT(kinds(refused), ElementsAre("infrastructure"));
  EXPECT_THAT(kinds(refused + running("", "0001")), IsEmpty());
}

TEST(Triage, TheServersLogSpeaksWhereNoClientDoes) {
  const std::string server =
      "db-1  | 2026-05-11 08:12:33.123 UTC [57] ERROR:  role \"app\" does not exist\n";
  EXPECT_THAT(kinds(server), ElementsAre("missing-role"));
  EXPECT_THAT(kinds(server + "m-1  | " + running("", "0001")), IsEmpty()) << "the client went on";
  EXPECT_THAT(kinds(server + "m-1  | " + two_heads), ElementsAre("multiple-heads"));
  const auto both = report_of("m-1  | " + missing_role + server);
  ASSERT_EQ(both.findings.size(), 1u);
  EXPECT_EQ(both.findings[0].confidence, Confidence::high);
}

TEST(Triage, TheSameThingIsToldOnce) {
  const auto report = report_of(missing_role + missing_role + "\n" + missing_role);
  ASSERT_EQ(report.findings.size(), 1u);
  EXPECT_EQ(report.findings[0].times, 3u);
  EXPECT_EQ(report.findings[0].evidence.front().number, 1u);
}

// They have no letter, and still say more than that something failed.
TEST(Triage, ADowngradeAtFaultIsNoConsequenceOfAnEarlierFailure) {
  const std::string first = running("0001", "0002") + traceback(script + version, missing_role) +
                            "##[error]Process completed with exit code 1.\n";
  const std::string downgrade =
      "  File \"/srv/db/versions/0003_y.py\", line 19, in downgrade\n    op.execute(sql)\n";
  const std::string down =
      "##[group]Run alembic downgrade -1\n##[endgroup]\n"
      "INFO  [alembic.runtime.migration] Running downgrade 0003 -> 0002, notes\n";
  const std::string exists = "psycopg2.errors.DuplicateTable: relation \"notes\" already exists\n";
  const std::string syntax = "psycopg2.errors.SyntaxError: syntax error at or near \"DORP\"\n";
  EXPECT_THAT(kinds(first + down + traceback(script + downgrade, syntax)),
              ElementsAre("missing-role", "irreversible-downgrade"));
  EXPECT_THAT(
      kinds(first + down + step + running("0002", "0003") + traceback(script + version, exists)),
      ElementsAre("missing-role", "silent-residue"));
  EXPECT_THAT(kinds(first + step + running("0002", "0003") + traceback(script + version, syntax)),
              ElementsAre("missing-role"));
}

TEST(Triage, AFailureWithoutACauseShowsItsLine) {
  const auto report = report_of("fine\nError: no such file\nnpm ERR! code 1\n");
  EXPECT_TRUE(report.failed);
  EXPECT_THAT(report.findings, IsEmpty());
  ASSERT_TRUE(report.looks_like);
  EXPECT_EQ(report.looks_like->number, 2u);
}

TEST(Triage, GatesOwnReportIsTakenAtItsWord) {
  const auto report = report_of(
      "error: role \"app\" does not exist, and a\n  migration needs it [missing-role, failure mode "
      "B]\n");
  ASSERT_EQ(report.findings.size(), 1u);
  EXPECT_EQ(report.findings[0].finding.mode, "B");
  EXPECT_THAT(kinds("error: x [no-such-kind, failure mode B]\n"), IsEmpty());
}

}  // namespace
}  // namespace gate

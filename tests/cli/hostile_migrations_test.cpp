// Migrations that do what no migration should: one clear verdict each, and nothing left behind.
#include <gmock/gmock.h>
#include <signal.h>

#include "tests/support/sandbox.h"

namespace gate::test {
namespace {

using testing::HasSubstr;
using testing::IsEmpty;

class HostileMigration : public testing::Test {
 protected:
  void SetUp() override {
    sandbox.make_tree();
    sandbox.declare();
    sandbox.migration("0001", "",
                      "op.create_table('shelf', sa.Column('id', sa.Integer, primary_key=True))",
                      "op.drop_table('shelf')");
  }
  void TearDown() override { EXPECT_THAT(sandbox.leftovers(), IsEmpty()); }

  // Runs it and gives the only finding.
  nlohmann::json finding_of(const std::string& upgrade, std::vector<std::string> arguments = {}) {
    sandbox.migration("0002", "0001", upgrade);
    outcome = sandbox.gate(std::move(arguments));
    EXPECT_EQ(outcome.code, 1) << outcome.out << outcome.err;
    const auto findings = outcome.report["trees"][0]["findings"];
    EXPECT_EQ(findings.size(), 1u);
    return findings.empty() ? nlohmann::json() : findings[0];
  }

  Sandbox sandbox;
  Outcome outcome;
};

TEST_F(HostileMigration, ThatPrintsAGigabyteIsDrained) {
  sandbox.migration("0002", "0001",
                    "piece = 'x' * 1048575 + '\\n'\nfor _ in range(1024): sys.stdout.write(piece)");
  outcome = sandbox.gate({});
  EXPECT_EQ(outcome.code, 0) << outcome.out << outcome.err;
}

TEST_F(HostileMigration, ThatCallsSysExitFailsAtItsLine) {
  const auto finding = finding_of("sys.exit(0)");
  EXPECT_THAT(finding["message"], HasSubstr("SystemExit: 0"));
  EXPECT_EQ(finding["file"], "db/migrations/versions/0002.py");
  EXPECT_EQ(finding["line"], 13);
}

TEST_F(HostileMigration, ThatLeavesByOsExitDidNotPass) {
  EXPECT_THAT(finding_of("os._exit(0)")["message"], HasSubstr("exit status 0"));
}

TEST_F(HostileMigration, ThatKillsItsOwnProcessIsToldWithTheSignal) {
  EXPECT_THAT(finding_of("os.kill(os.getpid(), 9)")["message"], HasSubstr("signal 9 (SIGKILL)"));
}

TEST_F(HostileMigration, ThatKillsItsProcessGroupHitsOnlyItself) {
  EXPECT_THAT(finding_of("os.killpg(0, 15)")["message"], HasSubstr("signal 15 (SIGTERM)"));
}

TEST_F(HostileMigration, ThatHangsIsEndedByTheTimeout) {
  const auto finding = finding_of("import time\ntime.sleep(1000)", {"--timeout", "3"});
  EXPECT_EQ(finding["kind"], "timeout-or-lock");
  EXPECT_THAT(finding["message"], HasSubstr("did not end in time"));
}

// It waits for itself: a second connection holds the lock.
TEST_F(HostileMigration, ThatBlocksItselfIsToldWithWhoIsInTheWay) {
  for (const char* via : {"driver", "cli"}) {
    const auto finding = finding_of(
        "op.get_bind().exec_driver_sql('LOCK TABLE pg_description')\n"
        "from sqlalchemy import create_engine\n"
        "other = create_engine(os.environ['DATABASE_URL']).connect()\n"
        "other.exec_driver_sql('LOCK TABLE pg_description IN SHARE MODE')",
        {"--timeout", "6", "--via", via});
    EXPECT_EQ(finding["kind"], "timeout-or-lock") << via;
    EXPECT_EQ(finding["revision"], "0002") << via;
    EXPECT_EQ(finding["statement"], "LOCK TABLE pg_description IN SHARE MODE") << via;
    EXPECT_THAT(finding["detail"], HasSubstr("ShareLock on pg_description")) << via;
    EXPECT_THAT(finding["detail"], HasSubstr("executed: LOCK TABLE pg_description")) << via;
  }
}

TEST_F(HostileMigration, ThatForksADaemonLeavesNone) {
  sandbox.migration("0002", "0001",
                    "if os.fork() == 0:\n"
                    "    os.setsid()\n"
                    "    if os.fork() == 0:\n"
                    "        os.execv('/bin/sleep', ['sleep', '1000', '" +
                        sandbox.path().string() +
                        "'])\n"
                        "    os._exit(0)");
  outcome = sandbox.gate({});
  EXPECT_EQ(outcome.code, 0) << outcome.out << outcome.err;
}

TEST_F(HostileMigration, ThatClosesEveryDescriptorGetsAVerdict) {
  const auto finding = finding_of("os.closerange(3, 4096)\nop.execute('SELECT 1')");
  EXPECT_THAT(finding["kind"], testing::AnyOf("migration-error", "postgres-incompatibility"));
}

TEST_F(HostileMigration, ThatClosesOnlyTheEventsStillPasses) {
  sandbox.migration("0002", "0001",
                    "os.close(3) if os.path.exists('/proc/self/fd/3') and "
                    "'pipe' in os.readlink('/proc/self/fd/3') else None");
  outcome = sandbox.gate({});
  EXPECT_EQ(outcome.code, 0) << outcome.out << outcome.err;
}

TEST_F(HostileMigration, ThatReadsStdinGetsItsEnd) {
  EXPECT_THAT(finding_of("input('password? ')")["message"], HasSubstr("EOFError"));
}

TEST_F(HostileMigration, ThatSwallowsTheFirstSqlErrorIsToldByTheFirst) {
  const auto finding = finding_of(
      "try:\n    op.execute('GRANT SELECT ON shelf TO nobody_knows')\nexcept Exception:\n    pass\n"
      "op.execute('SELECT 1')");
  EXPECT_EQ(finding["sqlstate"], "42704");
  EXPECT_THAT(finding["message"], HasSubstr("role \"nobody_knows\" does not exist"));
  EXPECT_EQ(finding["line"], 14);
}

TEST_F(HostileMigration, ThatRaisesTextWithEscapesCannotPaintTheTerminal) {
  const auto finding = finding_of("raise RuntimeError('\\x1b[2J\\x1b]0;owned\\x07 \\udcff end')");
  EXPECT_THAT(finding["message"], HasSubstr("end"));
  EXPECT_EQ(outcome.out.find('\x1b'), std::string::npos);
  EXPECT_EQ(outcome.err.find('\x1b'), std::string::npos);
}

TEST_F(HostileMigration, ThatKillsTheServerIsNotBlamedOnTheMigration) {
  sandbox.migration("0002", "0001",
                    "import signal\n"
                    "from pathlib import Path\n"
                    "for status in Path('/proc').glob('[0-9]*/cmdline'):\n"
                    "    words = status.read_bytes()\n"
                    "    if words.startswith(b'/usr/lib/postgresql') and b'" +
                        sandbox.temporary().string() +
                        "' in words:\n"
                        "        os.kill(int(status.parent.name), signal.SIGKILL)\n"
                        "op.execute('SELECT pg_sleep(0.2)')\nop.execute('SELECT 1')");
  outcome = sandbox.gate({});
  EXPECT_EQ(outcome.code, 3) << outcome.out << outcome.err;
  ASSERT_EQ(outcome.report["errors"].size(), 1u);
  EXPECT_EQ(outcome.report["errors"][0]["code"], "infrastructure");
  EXPECT_THAT(outcome.report["trees"][0]["findings"], IsEmpty());
}

TEST_F(HostileMigration, ThatEndsEveryOtherSessionPasses) {
  sandbox.migration("0002", "0001",
                    "op.execute('SELECT pg_terminate_backend(pid) FROM pg_stat_activity "
                    "WHERE pid <> pg_backend_pid() AND datname = current_database()')");
  outcome = sandbox.gate({});
  EXPECT_EQ(outcome.code, 0) << outcome.out << outcome.err;
}

TEST_F(HostileMigration, ThatLosesItsVersionRowIsAnErrorOfTheHighestRank) {
  sandbox.migration("0002", "0001", "pass");
  sandbox.write("db/migrations/env.py", R"(import os
from alembic import context
from sqlalchemy import create_engine
engine = create_engine(os.environ["DATABASE_URL"])
connection = engine.connect()
transaction = connection.begin()
context.configure(connection=connection)
context.run_migrations()
transaction.rollback()
)");
  outcome = sandbox.gate({});
  EXPECT_EQ(outcome.code, 3) << outcome.out << outcome.err;
  ASSERT_EQ(outcome.report["errors"].size(), 1u);
  EXPECT_EQ(outcome.report["errors"][0]["code"], "wrong-database");
  EXPECT_THAT(outcome.report["errors"][0]["message"],
              HasSubstr("holds no revision, expected 0002"));
}

}  // namespace
}  // namespace gate::test

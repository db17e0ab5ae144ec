// However a run ends, five seconds later nothing of it is left.
#include <gmock/gmock.h>
#include <signal.h>
#include <sys/wait.h>

#include <thread>

#include "tests/support/sandbox.h"

namespace gate::test {
namespace {

using testing::HasSubstr;
using testing::IsEmpty;
using namespace std::chrono_literals;

class CleanUp : public testing::Test {
 protected:
  void SetUp() override {
    sandbox.make_tree();
    sandbox.declare();
    sandbox.migration("0001", "", "op.create_table('shelf', sa.Column('id', sa.Integer))",
                      "op.drop_table('shelf')");
    // Says where it is, then stays there.
    sandbox.migration("0002", "0001",
                      "open('" + (sandbox.path() / "word").string() +
                          "', 'w').write(os.environ['PGPASSWORD'])\n"
                          "open('" +
                          (sandbox.path() / "reached").string() +
                          "', 'w').close()\n"
                          "import time\ntime.sleep(1000)");
  }
  pid_t start_and_reach(std::vector<std::string> arguments = {}) {
    for (const char* word : {"--server", "local", "--json", "report.json"})
      arguments.push_back(word);
    const pid_t pid = sandbox.start(std::move(arguments));
    for (int tries = 0; tries < 600 && !std::filesystem::exists(sandbox.path() / "reached");
         ++tries) {
      std::this_thread::sleep_for(50ms);
    }
    EXPECT_TRUE(std::filesystem::exists(sandbox.path() / "reached"));
    return pid;
  }
  Sandbox sandbox;
};

TEST_F(CleanUp, AfterSigkillInTheMiddleOfAStep) {
  const pid_t pid = start_and_reach();
  ::kill(pid, SIGKILL);
  EXPECT_EQ(sandbox.finish(pid).code, 128 + SIGKILL);
  EXPECT_THAT(sandbox.leftovers(), IsEmpty());
}

TEST_F(CleanUp, AfterSigkillAtAnyMomentOfTheStart) {
  for (const auto moment : {5ms, 20ms, 50ms, 90ms, 140ms, 200ms, 280ms, 400ms}) {
    const pid_t pid = sandbox.start({"--server", "local"});
    std::this_thread::sleep_for(moment);
    ::kill(pid, SIGKILL);
    sandbox.finish(pid);
    EXPECT_THAT(sandbox.leftovers(), IsEmpty()) << "killed after " << moment.count() << " ms";
  }
}

class CleanUpAfterSignal : public CleanUp, public testing::WithParamInterface<int> {};

TEST_P(CleanUpAfterSignal, WritesTheReportAndLeavesNothing) {
  const pid_t pid = start_and_reach();
  ::kill(pid, GetParam());
  const auto outcome = sandbox.finish(pid);
  EXPECT_EQ(outcome.code, 128 + GetParam());
  EXPECT_EQ(outcome.report["verdict"], "error");
  EXPECT_EQ(outcome.report["errors"][0]["code"], "interrupted");
  EXPECT_THAT(sandbox.leftovers(), IsEmpty());
}

INSTANTIATE_TEST_SUITE_P(Signals, CleanUpAfterSignal, testing::Values(SIGINT, SIGTERM, SIGHUP));

// ps shows arguments and, to root, environments.
TEST_F(CleanUp, NoProcessShowsThePasswordWhileItRuns) {
  for (const char* via : {"driver", "cli"}) {
    std::filesystem::remove(sandbox.path() / "reached");
    const pid_t pid = start_and_reach({"--via", via});
    const std::string password = read_file(sandbox.path() / "word");
    EXPECT_GE(password.size(), 16u);
    const std::string listing = (sandbox.path() / "processes").string();
    EXPECT_EQ(std::system(("ps auxwwe > " + listing).c_str()), 0);
    EXPECT_THAT(read_file(listing), testing::Not(HasSubstr(password)));
    ::kill(pid, SIGTERM);
    const auto outcome = sandbox.finish(pid);
    EXPECT_THAT(outcome.out + outcome.err + outcome.report.dump(),
                testing::Not(HasSubstr(password)));
  }
  EXPECT_THAT(sandbox.leftovers(), IsEmpty());
}

TEST_F(CleanUp, TheNextRunSweepsWhatADeadWatcherLeft) {
  const pid_t pid = start_and_reach();
  const auto run = std::filesystem::directory_iterator(sandbox.temporary())->path();
  // The watcher and the gate at once, as a power cut would.
  for (const auto& entry : std::filesystem::directory_iterator("/proc")) {
    const auto line = read_file(entry.path() / "cmdline");
    if (line.find("__watch") != std::string::npos && line.find(run) != std::string::npos) {
      ::kill(std::stoi(entry.path().filename()), SIGKILL);
    }
  }
  ::kill(pid, SIGKILL);
  sandbox.finish(pid);
  EXPECT_TRUE(std::filesystem::exists(run));
  sandbox.migration("0002", "0001", "pass");
  EXPECT_EQ(sandbox.gate({}).code, 0);
  EXPECT_THAT(sandbox.leftovers(), IsEmpty());
}

TEST_F(CleanUp, ALivingNeighbourIsLeftAlone) {
  const pid_t pid = start_and_reach();
  Sandbox other;
  other.make_tree();
  other.declare();
  other.migration("0001", "", "pass");
  EXPECT_EQ(other.gate({}, {{"TMPDIR", sandbox.temporary().string()}}).code, 0);
  EXPECT_FALSE(std::filesystem::is_empty(sandbox.temporary()));
  EXPECT_EQ(::kill(pid, 0), 0);
  ::kill(pid, SIGTERM);
  sandbox.finish(pid);
  EXPECT_THAT(sandbox.leftovers(), IsEmpty());
}

TEST_F(CleanUp, KeepLeavesTheClusterAndSaysHowToReachAndRemoveIt) {
  sandbox.migration("0002", "0001", "op.execute('INSERT INTO shelf VALUES (7)')");
  const auto outcome = sandbox.gate({"--keep"});
  ASSERT_EQ(outcome.code, 0) << outcome.out << outcome.err;
  const auto kept = outcome.report["trees"][0]["kept"][0];
  const std::string connect = "PGPASSFILE=" + kept["passfile"].get<std::string>() + " psql -Atc " +
                              "'SELECT count(*) FROM shelf' '" + kept["url"].get<std::string>() +
                              "' > " + (sandbox.path() / "rows").string();
  EXPECT_EQ(std::system(connect.c_str()), 0);
  EXPECT_EQ(read_file(sandbox.path() / "rows"), "2\n");  // once for each upgrade
  EXPECT_EQ(std::system(kept["remove_command"].get<std::string>().c_str()), 0);
  EXPECT_THAT(sandbox.leftovers(), IsEmpty());
}

}  // namespace
}  // namespace gate::test

// Children under supervision: what they say, how they end, and that nothing of them is left.
#include "gate/process/child.h"

#include <gmock/gmock.h>
#include <signal.h>
#include <sys/wait.h>
#include <unistd.h>

#include <filesystem>
#include <fstream>
#include <thread>

#include "gate/process/lifeline.h"

namespace gate {
namespace {

using namespace std::chrono_literals;
using testing::HasSubstr;

class ChildTest : public testing::Test {
 protected:
  Command shell(const std::string& script) const {
    Command command;
    command.argv = {"/bin/bash", "-c", script};
    command.environment = {"PATH=/usr/bin:/bin"};
    return command;
  }
  Result<Completed> run_shell(const std::string& script) {
    return run(shell(script), lifeline, Deadline(20s), interrupt);
  }
  std::filesystem::path fresh_file() const {
    return std::filesystem::temp_directory_path() /
           ("gate-child-test-" + std::to_string(::getpid()));
  }
  void TearDown() override { std::filesystem::remove(fresh_file()); }

  Lifeline lifeline;
  Interrupt interrupt;
};

bool exists(pid_t pid) {
  std::ifstream status("/proc/" + std::to_string(pid) + "/stat");
  std::string number, name, state;
  return (status >> number >> name >> state) && state != "Z";
}

bool gone_soon(pid_t pid) {
  for (int tries = 0; tries < 500; ++tries) {
    if (!exists(pid)) return true;
    std::this_thread::sleep_for(10ms);
  }
  return false;
}

pid_t read_pid(const std::filesystem::path& file) {
  for (int tries = 0; tries < 500; ++tries) {
    std::ifstream stream(file);
    pid_t pid = 0;
    if (stream >> pid && !stream.eof()) return pid;
    std::this_thread::sleep_for(10ms);
  }
  return -1;
}

TEST_F(ChildTest, KeepsStdoutAndStderrApart) {
  const auto done = run_shell("echo out; echo err >&2");
  ASSERT_TRUE(done);
  EXPECT_EQ(done->standard_output, "out\n");
  EXPECT_EQ(done->standard_error, "err\n");
  EXPECT_TRUE(done->status.success());
}

TEST_F(ChildTest, TellsTheExitStatus) {
  EXPECT_EQ(describe(run_shell("exit 7")->status), "exit status 7");
}

TEST_F(ChildTest, TellsTheSignalThatKilledIt) {
  EXPECT_EQ(describe(run_shell("kill -9 $$")->status), "killed by signal 9 (SIGKILL)");
}

TEST_F(ChildTest, AProgramThatIsNotFoundEndsWith127AndItsName) {
  Command command;
  command.argv = {"/no/such/program"};
  const auto done = run(command, lifeline, Deadline(5s), interrupt);
  ASSERT_TRUE(done);
  EXPECT_EQ(done->status.code, 127);
  EXPECT_THAT(done->standard_error, HasSubstr("/no/such/program: No such file or directory"));
}

TEST_F(ChildTest, AFolderThatIsNotThereIsAnError) {
  Command command = shell("true");
  command.directory = "/no/such/folder";
  const auto done = run(command, lifeline, Deadline(5s), interrupt);
  ASSERT_FALSE(done);
  EXPECT_EQ(done.error().code, ErrorCode::infrastructure);
  EXPECT_THAT(done.error().message, HasSubstr("/no/such/folder"));
}

TEST_F(ChildTest, StartsWithOrdinarySignals) {
  Command command;
  command.argv = {"/bin/grep", "-E", "^Sig(Blk|Ign)", "/proc/self/status"};
  const auto done = run(command, lifeline, Deadline(5s), interrupt);
  ASSERT_TRUE(done);
  EXPECT_EQ(done->standard_output, "SigBlk:\t0000000000000000\nSigIgn:\t0000000000000000\n");
}

TEST_F(ChildTest, StartsWithAnEmptyStdinAndNoDescriptorOfOurs) {
  const auto done = run_shell("cat; cd /proc/self/fd; echo *");
  ASSERT_TRUE(done);
  EXPECT_EQ(done->standard_output, "0 1 2 3\n");  // 3 is the shell's own, for the folder
}

TEST_F(ChildTest, ADaemonDoesNotOutliveTheChild) {
  const auto file = fresh_file();
  const auto done = run_shell("setsid bash -c 'setsid sleep 1000 & echo $! > " + file.string() +
                              "; echo >> " + file.string() + "' & sleep 0.1; wait");
  ASSERT_TRUE(done);
  EXPECT_TRUE(gone_soon(read_pid(file)));
}

TEST_F(ChildTest, ADaemonThatHoldsThePipeDoesNotHoldUsUp) {
  const auto done = run_shell("(setsid sleep 1000 &) ; echo done");
  ASSERT_TRUE(done);
  EXPECT_EQ(done->standard_output, "done\n");
}

TEST_F(ChildTest, AFloodIsDrainedAndItsEndKept) {
  const auto done = run_shell("head -c 200000000 /dev/zero; echo the end");
  ASSERT_TRUE(done);
  EXPECT_LE(done->standard_output.size(), 1u << 20);
  EXPECT_TRUE(done->standard_output.ends_with("the end\n"));
}

TEST_F(ChildTest, TheDeadlineEndsIt) {
  const auto done = run(shell("sleep 1000"), lifeline, Deadline(100ms), interrupt);
  ASSERT_FALSE(done);
  EXPECT_THAT(done.error().message, HasSubstr("did not end in time"));
}

TEST_F(ChildTest, ARequestToStopWakesTheWait) {
  std::jthread later([this] {
    std::this_thread::sleep_for(50ms);
    interrupt.request(SIGINT);
  });
  const auto done = run_shell("sleep 1000");
  ASSERT_FALSE(done);
  EXPECT_EQ(done.error().code, ErrorCode::interrupted);
}

TEST_F(ChildTest, LinesGoInAndEventsComeOut) {
  Command command = shell("while read -r line; do echo \"got $line\" >&3; done; echo bye >&3");
  command.takes_lines = true;
  command.gives_events = true;
  auto child = Child::start(command, lifeline);
  ASSERT_TRUE(child);
  std::string line;
  EXPECT_TRUE(child->send_line("one"));
  EXPECT_EQ(child->next_line(line, Deadline(5s), interrupt), LineResult::line);
  EXPECT_EQ(line, "got one");
  EXPECT_EQ(child->next_line(line, Deadline(50ms), interrupt), LineResult::deadline);
}

TEST_F(ChildTest, TheEndOfEventsIsTold) {
  Command command = shell("printf 'a\\nb\\nhalf' >&3");
  command.gives_events = true;
  auto child = Child::start(command, lifeline);
  ASSERT_TRUE(child);
  std::string line;
  EXPECT_EQ(child->next_line(line, Deadline(5s), interrupt), LineResult::line);
  EXPECT_EQ(child->next_line(line, Deadline(5s), interrupt), LineResult::line);
  EXPECT_EQ(line, "b");
  EXPECT_EQ(child->next_line(line, Deadline(5s), interrupt), LineResult::ended);
}

TEST_F(ChildTest, CuttingTheLifelineEndsItAndItsDaemons) {
  const auto file = fresh_file();
  auto child = Child::start(shell("(setsid sleep 1000 & echo $! > " + file.string() + "; echo >> " +
                                  file.string() + "); sleep 1000"),
                            lifeline);
  ASSERT_TRUE(child);
  const pid_t daemon = read_pid(file);
  ASSERT_TRUE(exists(daemon));
  lifeline.cut();
  EXPECT_TRUE(gone_soon(daemon));
}

TEST_F(ChildTest, AReleasedChildOutlivesTheLifelineAndEndsOnSigterm) {
  const auto file = fresh_file();
  int supervisor = 0;
  pid_t inner = 0;
  {
    auto child = Child::start(
        shell("echo $$ > " + file.string() + "; echo >> " + file.string() + "; exec sleep 1000"),
        lifeline);
    ASSERT_TRUE(child);
    inner = read_pid(file);
    child->release();
    supervisor = child->supervisor_pid();
    ASSERT_GT(supervisor, 1);
  }
  lifeline.cut();
  std::this_thread::sleep_for(100ms);
  EXPECT_TRUE(exists(inner));
  ::kill(supervisor, SIGTERM);
  EXPECT_TRUE(gone_soon(inner));
}

TEST_F(ChildTest, TheSupervisorsOwnDeathTakesTheChildWithIt) {
  const auto file = fresh_file();
  auto child = Child::start(
      shell("echo $$ > " + file.string() + "; echo >> " + file.string() + "; exec sleep 1000"),
      lifeline);
  ASSERT_TRUE(child);
  const pid_t inner = read_pid(file);
  ::kill(child->supervisor_pid(), SIGKILL);
  EXPECT_TRUE(gone_soon(inner));
}

TEST_F(ChildTest, TheStopSignalGetsItsGrace) {
  Command command = shell("trap 'echo stopped; exit 0' QUIT; echo ready >&3; sleep 1000 & wait");
  command.gives_events = true;
  command.stop_signal = SIGQUIT;
  command.stop_grace = 10s;
  auto child = Child::start(command, lifeline);
  ASSERT_TRUE(child);
  std::string line;
  ASSERT_EQ(child->next_line(line, Deadline(5s), interrupt), LineResult::line);
  child->stop();
  child->wait(Deadline(5s), interrupt);
  EXPECT_THAT(child->output(), HasSubstr("stopped"));
}

TEST_F(ChildTest, DropsToAnotherUser) {
  if (::geteuid() != 0) GTEST_SKIP() << "only root can drop to another user";
  Command command = shell("id -u; id -G; touch /root/never");
  command.user = UserIdentity{"nobody", 65534, 65534};
  const auto done = run(command, lifeline, Deadline(5s), interrupt);
  ASSERT_TRUE(done);
  EXPECT_EQ(done->standard_output, "65534\n65534\n");
  EXPECT_FALSE(done->status.success());
}

TEST(FindProgram, FollowsThePathGiven) {
  EXPECT_EQ(find_program("sh", {"PATH=/no/such:/bin"}), "/bin/sh");
  EXPECT_EQ(find_program("sh", {"PATH=/no/such"}), "");
  EXPECT_EQ(find_program("sh", {}), "");
}

}  // namespace
}  // namespace gate

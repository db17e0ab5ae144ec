// The real gate on a real engine: a verdict, no password to be seen, and no container left.
#include <gmock/gmock.h>
#include <signal.h>
#include <stdio.h>

#include <thread>

#include "tests/support/need.h"
#include "tests/support/sandbox.h"

namespace gate::test {
namespace {

using testing::HasSubstr;
using testing::IsEmpty;
using testing::Not;
using namespace std::chrono_literals;

std::string output_of(const std::string& command) {
  std::string text;
  FILE* pipe = ::popen((command + " 2>&1").c_str(), "r");
  char buffer[4096];
  while (const std::size_t size = ::fread(buffer, 1, sizeof buffer, pipe))
    text.append(buffer, size);
  ::pclose(pipe);
  return text;
}

bool have_image() { return std::system("docker image inspect postgres:15 > /dev/null 2>&1") == 0; }

class GateRun : public testing::Test {
 protected:
  void SetUp() override {
    GATE_NEED(have_image(), "a docker engine with the image postgres:15");
    sandbox.make_tree();
    sandbox.declare();
    sandbox.migration("0001", "", "op.create_table('shelf', sa.Column('id', sa.Integer))",
                      "op.drop_table('shelf')");
  }
  void TearDown() override {
    EXPECT_THAT(sandbox.leftovers(), IsEmpty());
    EXPECT_EQ(containers(), "");
  }
  // Ours are known by the run's folder in their label.
  std::string containers() const {
    for (int tries = 0; tries < 100; ++tries) {
      if (list_containers().empty()) return "";
      std::this_thread::sleep_for(50ms);
    }
    return list_containers();
  }
  std::string list_containers() const {
    return output_of(
        "docker ps -a --filter label=gate.run --format '{{.Names}} {{.Labels}}' | grep " +
        sandbox.path().string());
  }
  void hang_in_the_second() {
    sandbox.migration("0002", "0001",
                      "open('" + (sandbox.path() / "word").string() +
                          "', 'w').write(os.environ['PGPASSWORD'])\n"
                          "open('" +
                          (sandbox.path() / "reached").string() +
                          "', 'w').close()\n"
                          "import time\ntime.sleep(1000)");
  }
  pid_t start_and_reach() {
    hang_in_the_second();
    const pid_t pid = sandbox.start({"--server", "container"});
    for (int tries = 0; tries < 1200 && !std::filesystem::exists(sandbox.path() / "reached");
         ++tries) {
      std::this_thread::sleep_for(50ms);
    }
    EXPECT_TRUE(std::filesystem::exists(sandbox.path() / "reached"));
    return pid;
  }
  Sandbox sandbox;
};

TEST_F(GateRun, PassesAHealthyTree) {
  const auto outcome = sandbox.gate_as_is({"--server", "container", "--json", "report.json"});
  EXPECT_EQ(outcome.code, 0) << outcome.out << outcome.err;
  EXPECT_EQ(outcome.report["trees"][0]["server"]["kind"], "container");
}

TEST_F(GateRun, IsWhatAutoTakesAndItSaysWhy) {
  const auto outcome = sandbox.gate_as_is({"--json", "report.json"});
  EXPECT_EQ(outcome.code, 0) << outcome.out << outcome.err;
  EXPECT_EQ(outcome.report["trees"][0]["server"]["kind"], "container");
  EXPECT_THAT(outcome.report["trees"][0]["server"]["why"], HasSubstr("docker"));
}

TEST_F(GateRun, ShowsItsPasswordNowhereWhileItRuns) {
  const pid_t pid = start_and_reach();
  const std::string listed = list_containers();
  const std::string container = listed.substr(0, listed.find(' '));
  ASSERT_NE(container, "");
  const std::string password = read_file(sandbox.path() / "word");
  ASSERT_GE(password.size(), 16u);
  EXPECT_THAT(output_of("docker inspect " + container), Not(HasSubstr(password)));
  EXPECT_THAT(output_of("docker logs " + container), Not(HasSubstr(password)));
  EXPECT_THAT(output_of("ps auxwwe"), Not(HasSubstr(password)));
  ::kill(pid, SIGTERM);
  const auto outcome = sandbox.finish(pid);
  EXPECT_EQ(outcome.code, 143);
  EXPECT_THAT(outcome.out + outcome.err, Not(HasSubstr(password)));
}

TEST_F(GateRun, LeavesNoContainerWhenKilledInAStep) {
  const pid_t pid = start_and_reach();
  ::kill(pid, SIGKILL);
  sandbox.finish(pid);
}

TEST_F(GateRun, LeavesNoContainerWhenKilledAtAnyMomentOfTheStart) {
  for (const auto moment : {50ms, 120ms, 200ms, 300ms, 450ms, 700ms}) {
    const pid_t pid = sandbox.start({"--server", "container"});
    std::this_thread::sleep_for(moment);
    ::kill(pid, SIGKILL);
    sandbox.finish(pid);
    EXPECT_THAT(sandbox.leftovers(), IsEmpty()) << "killed after " << moment.count() << " ms";
    EXPECT_EQ(containers(), "") << "killed after " << moment.count() << " ms";
  }
}

TEST_F(GateRun, KeepLeavesAContainerThatCanBeReachedAndRemoved) {
  const auto outcome =
      sandbox.gate_as_is({"--server", "container", "--keep", "--json", "report.json"});
  ASSERT_EQ(outcome.code, 0) << outcome.out << outcome.err;
  const auto kept = outcome.report["trees"][0]["kept"][0];
  EXPECT_EQ(output_of("PGPASSFILE=" + kept["passfile"].get<std::string>() +
                      " /usr/bin/python3 -c \"import psycopg2; print(psycopg2.connect('" +
                      kept["url"].get<std::string>() + "').status)\""),
            "1\n");
  EXPECT_EQ(std::system((kept["remove_command"].get<std::string>() + " > /dev/null").c_str()), 0);
}

TEST_F(GateRun, AnEngineThatIsNotRunningIsSaidToBeSo) {
  const auto outcome =
      sandbox.gate_as_is({"--server", "container"}, {{"DOCKER_HOST", "unix:///no/such/socket"}});
  EXPECT_EQ(outcome.code, 3);
  EXPECT_THAT(outcome.out, HasSubstr("/no/such/socket"));
}

TEST_F(GateRun, AnImageThatCannotBePulledIsNamed) {
  const auto outcome = sandbox.gate_as_is({"--server", "container", "--image", "no-such-image:0"});
  EXPECT_EQ(outcome.code, 3);
  EXPECT_THAT(outcome.out, HasSubstr("no-such-image:0"));
}

TEST_F(GateRun, AContainerThatDiesInAStepIsNotBlamedOnTheMigration) {
  sandbox.migration(
      "0002", "0001",
      "import subprocess, socket\n"
      "names = subprocess.check_output(['docker', 'ps', '--filter', 'label=gate.run', "
      "'--format', '{{.Names}} {{.Labels}}'], text=True)\n"
      "for line in names.splitlines():\n"
      "    if '" +
          sandbox.path().string() +
          "' in line:\n"
          "        subprocess.check_output(['docker', 'kill', line.split()[0]])\n"
          "op.execute('SELECT 1')");
  const auto outcome = sandbox.gate_as_is({"--server", "container", "--json", "report.json"});
  EXPECT_EQ(outcome.code, 3) << outcome.out << outcome.err;
  EXPECT_EQ(outcome.report["errors"][0]["code"], "infrastructure");
}

}  // namespace
}  // namespace gate::test

// One run, every format: each file is whole, is what its readers take, and says the same as the
// others.
#include <gmock/gmock.h>
#include <signal.h>
#include <sys/wait.h>

#include <fstream>
#include <thread>

#include "tests/support/sandbox.h"

namespace gate::test {
namespace {

using testing::HasSubstr;
using testing::IsEmpty;
using namespace std::chrono_literals;
namespace fs = std::filesystem;

const std::vector<std::string> endings{"json", "junit", "sarif", "gitlab"};

class ReportFormats : public testing::Test {
 protected:
  void SetUp() override {
    sandbox.make_tree();
    sandbox.declare();
    sandbox.migration("0001", "", "op.create_table('shelf', sa.Column('id', sa.Integer))",
                      "op.drop_table('shelf')");
    for (const std::string& ending : endings) sandbox.write("report." + ending, "an older one");
  }
  std::vector<std::string> asking_for_all() const {
    std::vector<std::string> arguments{"--server", "local"};
    for (const std::string& ending : endings) {
      arguments.insert(arguments.end(), {"--" + ending, "report." + ending});
    }
    return arguments;
  }
  std::string text(const std::string& ending) const {
    return read_file(sandbox.path() / ("report." + ending));
  }
  void expect_valid_and_agreeing() const {
    std::string command =
        "/usr/bin/python3 -B " GATE_SOURCE_DIR "/tests/integration/schema/reports_agree.py";
    for (const std::string& ending : endings) {
      command += " " + (sandbox.path() / ("report." + ending)).string();
    }
    EXPECT_EQ(std::system((command + " > " + (sandbox.path() / "told").string() + " 2>&1").c_str()),
              0)
        << read_file(sandbox.path() / "told");
  }
  void expect_nothing_beside_them() const {
    for (const auto& entry : fs::directory_iterator(sandbox.path())) {
      const std::string name = entry.path().filename();
      if (name.starts_with("report.")) {
        EXPECT_THAT(endings, testing::Contains(name.substr(7))) << name;
      }
    }
    EXPECT_THAT(sandbox.leftovers(), IsEmpty());
  }
  pid_t start_and_reach() {
    sandbox.migration("0002", "0001",
                      "open('" + (sandbox.path() / "reached").string() +
                          "', 'w').close()\nimport time\ntime.sleep(1000)");
    const pid_t pid = sandbox.start(asking_for_all());
    for (int tries = 0; tries < 600 && !fs::exists(sandbox.path() / "reached"); ++tries) {
      std::this_thread::sleep_for(50ms);
    }
    EXPECT_TRUE(fs::exists(sandbox.path() / "reached"));
    return pid;
  }
  Sandbox sandbox;
};

TEST_F(ReportFormats, AreAllWrittenAndAgree) {
  sandbox.migration("0002", "0001", "op.execute('GRANT SELECT ON shelf TO \"<b>&%\"')");
  const auto outcome = sandbox.gate_as_is(asking_for_all());
  EXPECT_EQ(outcome.code, 1) << outcome.err;
  expect_valid_and_agreeing();
  expect_nothing_beside_them();
  EXPECT_EQ(outcome.report["trees"][0]["findings"][0]["kind"], "missing-role");
  EXPECT_THAT(text("junit"), HasSubstr("type=\"missing-role\""));
  const auto result = nlohmann::json::parse(text("sarif"))["runs"][0]["results"][0];
  const auto place = result["locations"][0]["physicalLocation"];
  EXPECT_EQ(place["artifactLocation"]["uri"], "db/migrations/versions/0002.py");
  EXPECT_THAT(place["region"]["snippet"]["text"], HasSubstr("GRANT SELECT"));
  const auto issue = nlohmann::json::parse(text("gitlab"))[0];
  EXPECT_EQ(issue["location"]["path"], "db/migrations/versions/0002.py");
  EXPECT_EQ(issue["location"]["lines"]["begin"], place["region"]["startLine"]);
  EXPECT_EQ(result["partialFingerprints"]["gateFinding/v1"], issue["fingerprint"]);
}

TEST_F(ReportFormats, AreWholeAndSaySoWhenTheRunIsInterrupted) {
  const pid_t pid = start_and_reach();
  ::kill(pid, SIGINT);
  EXPECT_EQ(sandbox.finish(pid).code, 130);
  expect_valid_and_agreeing();
  expect_nothing_beside_them();
  for (const std::string& ending : endings) {
    EXPECT_THAT(text(ending), HasSubstr("interrupted")) << ending;
  }
}

TEST_F(ReportFormats, AreWholeAndSaySoWhenTheClusterDies) {
  sandbox.migration("0002", "0001",
                    "import signal\n"
                    "where = op.get_bind().execute(sa.text('SHOW data_directory')).scalar()\n"
                    "os.kill(int(open(where + '/postmaster.pid').readline()), signal.SIGQUIT)\n"
                    "op.execute('SELECT pg_sleep(60)')");
  const auto outcome = sandbox.gate_as_is(asking_for_all());
  EXPECT_EQ(outcome.code, 3) << outcome.err;
  expect_valid_and_agreeing();
  expect_nothing_beside_them();
  for (const std::string& ending : endings) {
    EXPECT_THAT(text(ending), HasSubstr("infrastructure")) << ending;
  }
}

TEST_F(ReportFormats, OlderOnesStayWhenGateIsKilled) {
  const pid_t pid = start_and_reach();
  ::kill(pid, SIGKILL);
  int status = 0;
  ::waitpid(pid, &status, 0);
  for (const std::string& ending : endings) EXPECT_EQ(text(ending), "an older one");
  expect_nothing_beside_them();
}

TEST_F(ReportFormats, SayWhyTheWorkDidNotBegin) {
  auto arguments = asking_for_all();
  arguments.insert(arguments.end(), {"--tree", "nobody"});
  EXPECT_EQ(sandbox.gate_as_is(arguments).code, 2);
  expect_valid_and_agreeing();
  for (const std::string& ending : endings) {
    EXPECT_THAT(text(ending), HasSubstr("found no tree named")) << ending;
  }
  expect_nothing_beside_them();
}

TEST_F(ReportFormats, WhatCannotBeWrittenIsFoundBeforeTheWorkStarts) {
  for (const std::vector<std::string>& wrong :
       std::vector<std::vector<std::string>>{{"--sarif", "no/such/folder/x"},
                                             {"--junit", "one", "--sarif", "one"},
                                             {"--junit", "one", "--sarif", "./db/../one"}}) {
    sandbox.write("report.json", "{}");
    std::vector<std::string> arguments{"--server", "local"};
    arguments.insert(arguments.end(), wrong.begin(), wrong.end());
    const auto outcome = sandbox.gate_as_is(arguments);
    EXPECT_EQ(outcome.code, 2) << outcome.err;
    EXPECT_THAT(outcome.err, HasSubstr("--sarif"));
    EXPECT_THAT(outcome.err, testing::Not(HasSubstr("Shop")));
  }
  EXPECT_THAT(sandbox.leftovers(), IsEmpty());
}

}  // namespace
}  // namespace gate::test

// A job of GitHub Actions: what its log, its summary and its outputs get, and what they never get.
#include <gmock/gmock.h>
#include <signal.h>

#include <thread>

#include "tests/support/annotated.h"
#include "tests/support/github_runner.h"

namespace gate::test {
namespace {

namespace fs = std::filesystem;
using testing::AllOf;
using testing::AnyOf;
using testing::Each;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::Not;
using testing::SizeIs;
using testing::StartsWith;

const char* const makes_shelf =
    "op.create_table('shelf', sa.Column('id', sa.Integer, primary_key=True))";

class GitHub : public testing::Test {
 protected:
  void SetUp() override {
    sandbox.make_tree();
    sandbox.declare();
    sandbox.migration("0001", "", makes_shelf, "op.drop_table('shelf')");
  }
  std::map<std::string, std::string> environment() const {
    return {{"GITHUB_ACTIONS", "true"},
            {"GITHUB_STEP_SUMMARY", (sandbox.path() / "summary.md").string()},
            {"GITHUB_OUTPUT", (sandbox.path() / "outputs").string()}};
  }
  std::map<std::string, std::string> outputs() const {
    return outputs_in(read_file(sandbox.path() / "outputs"));
  }
  std::string summary() const { return read_file(sandbox.path() / "summary.md"); }
  void git_init(const std::string& folder) const {
    ASSERT_EQ(std::system(("git init -q '" + (sandbox.path() / folder).string() + "'").c_str()), 0);
  }
  Sandbox sandbox;
};

// Everything that a runner obeys, in everything that a migration can put before it.
TEST_F(GitHub, WhatMigrationsPrintIsNoCommandToTheRunner) {
  const std::string hostile =
      "for bad in ('::error file=x.py,line=1::owned', '::stop-commands::word', '::word::', "
      "'##[group]owned', '::endgroup::', '::add-mask::shelf', '\\t::error::owned', "
      "'\\u00a0::error::owned', '\\u3000\\u2003::set-output name=verdict::pass', "
      "'x ##[error]owned', '100%0A::error::owned', '\\r::error::owned', 'a\\r\\n::warning::owned'):"
      "\n    print(bad); print(bad, file=sys.stderr)\n";
  sandbox.migration("0002", "0001",
                    hostile +
                        "raise RuntimeError('::error::owned\\n::add-mask::shelf\\n\\u2028::"
                        "error::owned ##[error]owned')");
  auto declared = nlohmann::json::object();
  declared["title"] = "::error::owned ##[group]";
  sandbox.declare(declared);
  const auto outcome = sandbox.gate({"--verbose"}, environment());
  EXPECT_EQ(outcome.code, 1) << outcome.out << outcome.err;
  EXPECT_THAT(as_the_runner_reads(outcome.err).commands, IsEmpty()) << outcome.err;
  const auto log = as_the_runner_reads(outcome.out);
  for (const auto& command : log.commands) {
    EXPECT_THAT(command.name, AnyOf("group", "endgroup", "error"));
  }
  EXPECT_THAT(log.of("error"), SizeIs(1));
  EXPECT_EQ(log.of("group").size(), 4u);
  EXPECT_THAT(log.lines, Each(Not(HasSubstr("##["))));
  expect_annotated(outcome, sandbox.path());
  EXPECT_THAT(outcome.out, HasSubstr("owned")) << "it is shown";
  EXPECT_EQ(outputs().at("verdict"), "fail");
}

TEST_F(GitHub, ARedRunTellsTheNextStepsAndThePageWhatToDo) {
  sandbox.migration("0002", "0001", "op.execute('GRANT SELECT ON shelf TO nobody_knows')");
  sandbox.write("outputs", "before=1");  // of the same step, its line not ended
  sandbox.write("summary.md", "# Before");
  const auto outcome = sandbox.gate({}, environment());
  EXPECT_EQ(outcome.code, 1);
  const auto values = outputs();
  EXPECT_EQ(values.at("before"), "1");
  EXPECT_EQ(values.at("verdict"), "fail");
  EXPECT_EQ(values.at("mode"), "B");
  EXPECT_EQ(values.at("kind"), "missing-role");
  EXPECT_EQ(values.at("owner"), "sre");
  EXPECT_TRUE(fs::equivalent(values.at("report"), sandbox.path() / "report.json"));
  const auto findings = nlohmann::json::parse(values.at("findings"));
  ASSERT_THAT(findings, SizeIs(1));
  EXPECT_EQ(findings[0]["line"], 13);
  EXPECT_THAT(summary(), AllOf(StartsWith("# Before\n\n# Migration gate: failed"),
                               HasSubstr("db/migrations/versions/0002.py:13"),
                               HasSubstr("> 13 |     op.execute('GRANT SELECT"),
                               HasSubstr("**sre** mends it"), HasSubstr("```mermaid\nflowchart"),
                               HasSubstr("nobody_knows"), HasSubstr("## Timeline")));
}

// Three places to start from, one file: where the working tree of git has its root.
TEST_F(GitHub, FilesAreNamedFromTheRootOfTheWorkingTree) {
  git_init("repository");
  fs::create_directories(sandbox.path() / "repository/back end");
  for (const char* folder : {"db", "seeds"}) {
    fs::rename(sandbox.path() / folder, sandbox.path() / "repository/back end" / folder);
  }
  const std::string file = "back end/db/migrations/versions/0002.py";
  sandbox.write("repository/" + file,
                "revision = '0002'\ndown_revision = 'nowhere'\ndef upgrade(): pass\n"
                "def downgrade(): pass\n");
  const auto expect_named = [&](const Outcome& outcome) {
    EXPECT_EQ(outcome.code, 1) << outcome.out << outcome.err;
    const auto errors = as_the_runner_reads(outcome.out).of("error");
    ASSERT_THAT(errors, SizeIs(1)) << outcome.out;
    EXPECT_EQ(errors[0].properties.at("file"), file);
    EXPECT_EQ(errors[0].properties.at("line"), "2");
  };
  expect_named(sandbox.gate({"check", "--root", "repository/back end"}, environment()));
  expect_annotated(sandbox.gate({"--root", "repository/back end"}, environment()),
                   sandbox.path() / "repository");
  const std::string within = "cd '" + (sandbox.path() / "repository/back end/db").string() +
                             "' && GITHUB_ACTIONS=true " + GATE_BINARY + " check > " +
                             (sandbox.path() / "within").string();
  Outcome outcome;
  outcome.code = WEXITSTATUS(std::system(within.c_str()));
  outcome.out = read_file(sandbox.path() / "within");
  expect_named(outcome);
}

TEST_F(GitHub, AnInterruptedRunSaysSoEverywhere) {
  sandbox.migration("0002", "0001",
                    "open(os.environ['STARTED'], 'w').close()\nimport time\ntime.sleep(1000)");
  auto variables = environment();
  const auto started = sandbox.path() / "started";
  variables["STARTED"] = started.string();
  const pid_t pid = sandbox.start({"--server", "local", "--json", "report.json"}, variables);
  for (int tries = 0; tries < 400 && !fs::exists(started); ++tries) {
    std::this_thread::sleep_for(std::chrono::milliseconds(50));
  }
  ::kill(pid, SIGTERM);
  const auto outcome = sandbox.finish(pid);
  EXPECT_EQ(outcome.code, 143) << outcome.err;
  EXPECT_EQ(outputs().at("verdict"), "error");
  EXPECT_THAT(summary(), StartsWith("# Migration gate: interrupted"));
  EXPECT_THAT(as_the_runner_reads(outcome.out).of("error"), Not(IsEmpty()));
  ASSERT_FALSE(outcome.report.is_null());
}

TEST_F(GitHub, WhatKeepsTheGateFromItsWorkIsOnThePageToo) {
  const auto outcome = sandbox.gate({"--tree", "shpo"}, environment());
  EXPECT_EQ(outcome.code, 2);
  EXPECT_THAT(outcome.out, IsEmpty());
  const auto errors = as_the_runner_reads(outcome.err).of("error");
  ASSERT_THAT(errors, SizeIs(1));
  EXPECT_THAT(errors[0].data, AllOf(HasSubstr("shpo"), HasSubstr("What to do: ")));
  EXPECT_EQ(outputs().at("verdict"), "error");
  EXPECT_EQ(outputs().at("findings"), "[]");
  EXPECT_THAT(summary(), AllOf(StartsWith("# Migration gate: no verdict"), HasSubstr("shpo")));
}

// One `gate check` for each way to ask; it needs no server.
TEST_F(GitHub, IsChosenByTheEnvironmentAndByTheFormat) {
  const auto is_github = [](const Outcome& outcome) {
    return outcome.out.find("::stop-commands::") != std::string::npos;
  };
  auto variables = environment();
  EXPECT_TRUE(is_github(sandbox.gate_as_is({"check"}, variables)));
  EXPECT_THAT(summary(), Not(IsEmpty()));
  EXPECT_FALSE(is_github(sandbox.gate_as_is({"check", "--format", "text"}, variables)));
  const auto twice = read_file(sandbox.path() / "outputs");
  EXPECT_NE(twice.find("verdict=pass"), twice.rfind("verdict=pass")) << "written all the same";
  const auto json = sandbox.gate_as_is({"check", "--json", "-"}, variables);
  EXPECT_TRUE(nlohmann::json::accept(json.out)) << json.out;
  fs::remove(sandbox.path() / "summary.md");
  variables["GATE_GITHUB"] = "off";
  EXPECT_FALSE(is_github(sandbox.gate_as_is({"check"}, variables)));
  EXPECT_FALSE(fs::exists(sandbox.path() / "summary.md"));
  EXPECT_TRUE(is_github(sandbox.gate_as_is({"check", "--format", "github"})));
  variables.erase("GATE_GITHUB");
  variables["GITHUB_ACTIONS"] = "false";
  EXPECT_FALSE(is_github(sandbox.gate_as_is({"check"}, variables)));
}

TEST_F(GitHub, AFileThatCannotBeWrittenIsFoundBeforeTheWork) {
  auto variables = environment();
  variables["GITHUB_STEP_SUMMARY"] = "/no/such/folder/summary.md";
  const auto outcome = sandbox.gate({}, variables);
  EXPECT_EQ(outcome.code, 2);
  EXPECT_THAT(outcome.err, AllOf(HasSubstr("GITHUB_STEP_SUMMARY=/no/such/folder/summary.md"),
                                 HasSubstr("GATE_GITHUB=off"), Not(HasSubstr("starting"))));
  variables = environment();
  variables["GITHUB_OUTPUT"] = "/dev/full";
  const auto lost = sandbox.gate_as_is({"check"}, variables);
  EXPECT_EQ(lost.code, 3) << lost.err;
  EXPECT_THAT(lost.err, HasSubstr("cannot write /dev/full"));
  EXPECT_THAT(summary(), StartsWith("# Migration gate: passed"));
}

}  // namespace
}  // namespace gate::test

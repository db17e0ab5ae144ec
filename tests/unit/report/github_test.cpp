#include "gate/report/github.h"

#include <fmt/format.h>
#include <gmock/gmock.h>

#include <nlohmann/json.hpp>

#include "gate/report/annotations.h"
#include "gate/report/github_outputs.h"
#include "gate/report/workflow_command.h"
#include "tests/support/github_runner.h"
#include "tests/unit/report/sample_reports.h"

namespace gate {
namespace {

using test::as_the_runner_reads;
using testing::ElementsAre;
using testing::EndsWith;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::Not;
using testing::SizeIs;
using testing::StartsWith;

TEST(WorkflowCommand, IsReadByTheRunnerAsItWasMeant) {
  const std::string path = "a,b:c%2C=d\n/é.py";
  const std::string data = "100% :: of%0A\r\nall, a=b";
  const auto line =
      workflow_command("error", {{"file", path}, {"line", ""}, {"title", "a: b, c"}}, data);
  EXPECT_EQ(line,
            "::error file=a%2Cb%3Ac%252C=d%0A/é.py,title=a%3A b%2C c::100%25 :: of%250A%0D%0Aall, "
            "a=b\n");
  const auto read = as_the_runner_reads(line).commands;
  ASSERT_THAT(read, SizeIs(1));
  EXPECT_EQ(read[0].properties.at("file"), path);
  EXPECT_EQ(read[0].properties.at("title"), "a: b, c");
  EXPECT_EQ(read[0].properties.count("line"), 0u);
  EXPECT_EQ(read[0].data, data);
}

TEST(WorkflowCommand, NoForeignLineIsOne) {
  for (const std::string blank :
       {"", " ", "\t", "\xC2\xA0", "\xE3\x80\x80 ", "\xE2\x80\x83", "\xC2\x85", "\xE2\x80\x8B"}) {
    const auto line = blank + "::error::owned";
    EXPECT_THAT(as_the_runner_reads(without_command(line)).commands, IsEmpty()) << line;
    EXPECT_THAT(as_the_runner_reads(harmless_lines("a\n" + line + "\n##[error]x")).commands,
                IsEmpty());
  }
  EXPECT_EQ(without_command("std::vector"), "std::vector");
  EXPECT_EQ(without_command(""), "");
  EXPECT_EQ(harmless_lines("a\n\nb"), "a\n\nb");
}

Finding finding_of(const std::string& kind, Severity severity) {
  Finding finding;
  finding.kind = kind;
  finding.severity = severity;
  finding.message = "message of " + kind;
  finding.fix = "Do it.";
  finding.path = "a/b.py";
  finding.excerpt = {1, {"x"}};
  finding.line = 1;
  return finding;
}

Report report_of(std::vector<Finding> findings, std::vector<Error> errors = {}) {
  Report report;
  report.trees.emplace_back();
  report.trees[0].title = "Shop";
  report.trees[0].findings = std::move(findings);
  report.trees[0].verdict = verdict_of(report.trees[0].findings);
  report.errors = std::move(errors);
  conclude(report);
  return report;
}

TEST(GitHubAnnotations, AreTenOfAKindCausesFirstAndTheRestIsNamed) {
  std::vector<Finding> findings;
  for (int at = 0; at < 9; ++at) {
    findings.push_back(finding_of(fmt::format("follows-{}", at), Severity::error));
    findings.back().because_of = "cause-0";
  }
  for (int at = 0; at < 6; ++at) {
    findings.push_back(finding_of(fmt::format("cause-{}", at), Severity::sev2));
  }
  findings.push_back(finding_of("a-note", Severity::note));
  findings.push_back(finding_of("a-warning", Severity::warning));
  const Report report = report_of(findings, {{ErrorCode::no_server, "no way", "Start it."}});
  const auto out = render_github(report, {}, "nobodyknows");
  const auto log = as_the_runner_reads(out);
  const auto errors = log.of("error");
  ASSERT_THAT(errors, SizeIs(10));
  for (int at = 0; at < 6; ++at) {
    const auto index = static_cast<std::size_t>(at);
    EXPECT_THAT(errors[index].data, StartsWith(fmt::format("message of cause-{}", at)));
  }
  EXPECT_EQ(errors[6].data, "no way\nWhat to do: Start it.");
  EXPECT_EQ(errors[6].properties.count("file"), 0u);
  EXPECT_THAT(errors[7].data, HasSubstr("\nFollows from cause-0: mend that first."));
  EXPECT_THAT(log.of("notice"), SizeIs(1));
  EXPECT_THAT(log.of("warning"), SizeIs(1));
  EXPECT_THAT(log.lines.back(), StartsWith("not shown beside the code"));
  EXPECT_THAT(log.lines.back(), EndsWith("follows-7 (error); follows-8 (error)"));
}

TEST(GitHubAnnotations, SayWhatIsWrongWhatToDoAndWhoDoesIt) {
  Finding finding = finding_of("missing-role", Severity::error);
  finding.mode = "B";
  finding.owner = Owner::sre;
  finding.verifier = "operator";
  finding.escalate = {"operator: it is a SEV-2"};
  finding.prerequisite = "{}";
  finding.fix = "One.\nTwo.\n3\n4\n5\n6\n7";
  const auto all = annotations(report_of({finding})).shown;
  ASSERT_THAT(all, SizeIs(1));
  EXPECT_EQ(all[0].title, "Shop: missing-role, failure mode B");
  EXPECT_EQ(all[0].message,
            "message of missing-role\nWhat to do: One.\nTwo.\n3\n4\n5\n6\n(more in the job's "
            "summary)\nThe lines to add to the declaration are in the job's summary.\nWho: sre "
            "mends it, operator verifies.\nTell operator: it is a SEV-2\nMore: gate explain "
            "missing-role");
}

TEST(GitHubAnnotations, AFileThatOnlyAnotherBranchHasIsNamedInTheWords) {
  Finding finding = finding_of("merge-collision", Severity::note);
  finding.excerpt = {};
  const auto all = annotations(report_of({finding})).shown;
  EXPECT_EQ(all.at(0).path, "");
  EXPECT_THAT(all.at(0).message, HasSubstr("\nIn a/b.py:1\n"));
}

TEST(GitHubLog, EverySampleIsReadWithoutAForeignCommand) {
  for (const auto& sample : samples::all()) {
    const auto log = as_the_runner_reads(render_github(sample.report, {}, "nobodyknows"));
    EXPECT_EQ(log.of("group").size(), log.of("endgroup").size()) << sample.name;
    EXPECT_EQ(log.commands.size(), log.of("group").size() * 2 + log.of("error").size() +
                                       log.of("warning").size() + log.of("notice").size())
        << sample.name;
    for (const auto& line : log.lines) EXPECT_THAT(line, Not(HasSubstr("##["))) << sample.name;
  }
}

std::string output(const Report& report, const std::string& name) {
  for (const auto& [key, value] : github_outputs(report, "r.json")) {
    if (key == name) return value;
  }
  return "(none)";
}

TEST(GitHubOutputs, AreOfTheFirstFindingThatIsMoreThanANote) {
  Report report = report_of({finding_of("a-note", Severity::note)});
  EXPECT_EQ(output(report, "kind"), "a-note");
  EXPECT_EQ(output(report, "verdict"), "pass");
  report.trees.push_back(report.trees[0]);
  report.trees[1].findings.push_back(finding_of("multiple-heads", Severity::error));
  report.trees[1].findings[1].mode = "C";
  EXPECT_EQ(output(report, "kind"), "multiple-heads");
  EXPECT_EQ(output(report, "mode"), "C");
  EXPECT_EQ(output(report, "owner"), "feature-dev");
  EXPECT_EQ(output(report, "report"), "r.json");
  EXPECT_EQ(output(report_of({}), "kind"), "");
  EXPECT_EQ(output(report_of({}), "findings"), "[]");
}

TEST(GitHubOutputs, FindingsAreJsonOnOneLineThatAnEnvironmentHolds) {
  std::vector<Finding> many(3000, finding_of("x", Severity::error));
  many[0].message = "a\nb\xFF '" + std::string(200000, 'y');
  const auto text = output(report_of(many), "findings");
  EXPECT_LT(text.size(), 128u * 1024);
  EXPECT_EQ(text.find('\n'), text.npos);
  const auto json = nlohmann::json::parse(text);
  EXPECT_GT(json.size(), 100u);
  EXPECT_EQ(json[0]["file"], "a/b.py");
  EXPECT_THAT(json[0]["message"].get<std::string>(), StartsWith("a b\xEF\xBF\xBD '"));
}

}  // namespace
}  // namespace gate

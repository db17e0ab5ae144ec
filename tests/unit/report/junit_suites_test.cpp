// Which case of a test run tells what.
#include "gate/report/junit_suites.h"

#include <gmock/gmock.h>

namespace gate {
namespace {

using testing::HasSubstr;

StepEvidence step(std::string name, StepStatus status, std::string stair = "") {
  StepEvidence one;
  one.name = std::move(name);
  one.status = status;
  one.duration_ms = 10;
  one.stair = !stair.empty();
  one.revision = std::move(stair);
  return one;
}

Finding finding(std::string kind, std::string at, Severity severity = Severity::error) {
  Finding one;
  one.kind = std::move(kind);
  one.step = std::move(at);
  one.severity = severity;
  one.message = "what is wrong";
  return one;
}

class JunitSuites : public testing::Test {
 protected:
  JunitSuites() {
    report.trees.resize(1);
    tree().name = "shop";
    tree().title = "Shop";
  }
  TreeReport& tree() { return report.trees.front(); }
  // "name: outcome type", one a line.
  std::string told() const {
    std::string all;
    for (const JunitSuite& suite : junit_suites(report)) {
      for (const JunitCase& one : suite.cases) {
        const char* const outcomes[] = {"passed", "failed", "errored", "skipped"};
        all += suite.name + "/" + one.name + ": " + outcomes[static_cast<int>(one.outcome)] +
               (one.type.empty() ? "" : " " + one.type) + "\n";
      }
    }
    return all;
  }
  Report report;
};

TEST_F(JunitSuites, StepsOfOneStairAreOneCase) {
  tree().steps = {step("up 1", StepStatus::passed, "0001"),
                  step("down 1", StepStatus::failed, "0001"),
                  step("up 2", StepStatus::skipped, "0002")};
  tree().findings = {finding("irreversible-downgrade", "down 1")};
  EXPECT_EQ(told(),
            "shop/Shop — stairway, revision 0001: failed irreversible-downgrade\n"
            "shop/Shop — stairway, revision 0002: skipped\n");
  EXPECT_EQ(junit_suites(report)[0].cases[0].duration_ms, 20);
}

TEST_F(JunitSuites, WhatBelongsToNoFailedStepHasACaseOfItsOwn) {
  tree().steps = {step("up", StepStatus::passed)};
  tree().findings = {finding("model-drift", ""), finding("missing-role", "up"),
                     finding("missing-role", "up")};
  EXPECT_EQ(told(),
            "shop/up: passed\nshop/Shop — model-drift: failed model-drift\n"
            "shop/Shop — missing-role: failed missing-role\n"
            "shop/Shop — missing-role (2): failed missing-role\n");
}

TEST_F(JunitSuites, NotesFailNothing) {
  tree().steps = {step("up", StepStatus::passed)};
  tree().findings = {finding("round-trip-drift", "up", Severity::note),
                     finding("rows-lost", "", Severity::note)};
  EXPECT_EQ(told(), "shop/up: passed\nshop/Shop — rows-lost: passed\n");
  EXPECT_THAT(junit_suites(report)[0].cases[0].output, HasSubstr("what is wrong"));
}

TEST_F(JunitSuites, SeveralFindingsOfAStepAreToldTogether) {
  tree().steps = {step("up", StepStatus::failed)};
  tree().findings = {finding("missing-role", "up"), finding("migration-error", "up")};
  EXPECT_EQ(told(), "shop/up: failed missing-role\n");
  EXPECT_THAT(junit_suites(report)[0].cases[0].text, HasSubstr("migration-error"));
}

TEST_F(JunitSuites, ErrorsAreToldInTheStepTheTreeOrOnTheirOwn) {
  tree().steps = {step("up", StepStatus::failed), step("heads", StepStatus::skipped)};
  report.errors = {{ErrorCode::interrupted, "interrupted by SIGINT", "", "shop", "up"},
                   {ErrorCode::no_server, "no server", "", "shop", ""},
                   {ErrorCode::declaration, "wrong", "", "other", ""},
                   {ErrorCode::internal, "a bug", "", "", ""}};
  EXPECT_EQ(
      told(),
      "shop/up: errored interrupted\nshop/heads: skipped\n"
      "shop/Shop — no-server: errored no-server\n"
      "gate/gate — internal: errored internal\nother/other — declaration: errored declaration\n");
}

TEST_F(JunitSuites, ATreeWithoutStepsIsACase) {
  tree().note = "the tree has no revisions";
  EXPECT_EQ(told(), "shop/Shop: passed\n");
}

}  // namespace
}  // namespace gate

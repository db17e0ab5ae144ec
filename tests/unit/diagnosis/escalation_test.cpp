#include "gate/diagnosis/escalation.h"

#include <gmock/gmock.h>

#include "tests/unit/diagnosis/evidence.h"

namespace gate {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

Finding of(const std::string& kind, Severity severity = Severity::error) {
  Finding finding;
  finding.kind = kind;
  finding.severity = severity;
  return finding;
}

TEST(Escalation, WhatConcernsTheRunIsToldOnTheFirstThatIsRed) {
  Evidence seen = evidence({});
  seen.history.base = "origin/main";
  seen.history.migrations_changed = false;
  seen.history.gate_bypassed = {
      "the gate (job migration-gate) was taken out of ci-pr.yml in abc1234"};
  seen.declared.contacts["operator"] = "ops@example.org in #ops";
  std::vector<Finding> findings{of("prerequisite-lost", Severity::note), of("missing-role"),
                                of("missing-role")};
  add_escalations(findings, seen);
  EXPECT_THAT(findings[0].escalate, IsEmpty());
  EXPECT_THAT(
      findings[1].escalate,
      ElementsAre(
          "operator, ops@example.org in #ops: the gate (job migration-gate) was taken out of "
          "ci-pr.yml in abc1234; unless the reason is documented, put the gate back",
          "operator, ops@example.org in #ops: red although no migration changed against "
          "origin/main: what is red was merged already, or what the gate runs on has "
          "changed"));
  EXPECT_THAT(findings[2].escalate, IsEmpty());
}

TEST(Escalation, NothingWhereNothingIsKnown) {
  Evidence seen = evidence({});
  std::vector<Finding> findings{of("missing-role")};
  add_escalations(findings, seen);
  seen.history.migrations_changed = true;
  add_escalations(findings, seen);
  EXPECT_THAT(findings[0].escalate, IsEmpty());
  findings.clear();
  add_escalations(findings, seen);
}

TEST(Escalation, ASeededTableThatChangedIsToldWhereTheSeedFailed) {
  Evidence seen = evidence({});
  seen.history.seeded_schema_changes = {
      "the schema of admins, a seeded table, was changed by 0014 (PR #99)"};
  std::vector<Finding> findings{of("missing-role"), of("seed-failed")};
  add_escalations(findings, seen);
  EXPECT_THAT(findings[0].escalate, IsEmpty());
  EXPECT_THAT(
      findings[1].escalate,
      ElementsAre("operator: the schema of admins, a seeded table, was changed by 0014 (PR #99)"));
}

}  // namespace
}  // namespace gate

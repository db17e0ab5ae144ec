// Failed steps: the first cause whose evidence it is has it, and each says where and why.
#include <gmock/gmock.h>

#include "gate/diagnosis/classify.h"
#include "tests/unit/diagnosis/evidence.h"

namespace gate {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;

const Evidence tree = evidence({});

Finding only_finding(const StepEvidence& one) {
  const auto findings = classify(evidence({one}));
  EXPECT_EQ(findings.size(), 1u);
  return findings.empty() ? Finding{} : findings.front();
}

StepEvidence timed_out(StepKind kind) {
  StepEvidence made = step(kind, StepStatus::failed, StepEnd::timed_out);
  made.how_it_ended = "the time ran out and gate ended it";
  return made;
}

struct Sample {
  std::string claimed_by;
  StepEvidence step;
};
std::vector<Sample> samples() {
  StepEvidence died = step(StepKind::upgrade, StepStatus::failed, StepEnd::died);
  died.how_it_ended = "exit status 0";
  return {
      {"timeout-or-lock", timed_out(StepKind::upgrade)},
      {"timeout-or-lock", timed_out(StepKind::downgrade)},
      {"timeout-or-lock", failed(StepKind::upgrade, refused("55P03", "lock timeout"))},
      {"timeout-or-lock", failed(StepKind::upgrade, refused("57014", "statement timeout"))},
      {"timeout-or-lock", failed(StepKind::downgrade, refused("40P01", "deadlock detected"))},
      {"seed-failed", failed(StepKind::prerequisite, refused("42P01", "no such table"))},
      {"seed-failed", step(StepKind::prerequisite, StepStatus::failed)},
      {"irreversible-downgrade", failed(StepKind::downgrade, raised("TypeError", ""))},
      {"irreversible-downgrade", failed(StepKind::downgrade, refused("2BP01", "depends on it"))},
      {"postgres-incompatibility", failed(StepKind::upgrade, refused("42704", "no role"))},
      {"postgres-incompatibility", failed(StepKind::upgrade, refused("42P17", "immutable"))},
      {"missing-role", failed(StepKind::upgrade, refused("42704", "role \"x\" does not exist"))},
      {"insufficient-privilege", failed(StepKind::upgrade, refused("42501", "must be owner"))},
      {"migration-error", failed(StepKind::upgrade, raised("RuntimeError", "no admin"))},
      {"migration-error", died},
      {"migration-error", step(StepKind::assert_single_head, StepStatus::failed)},
  };
}

TEST(StepCauses, WhatFailsBeforeAnyMigrationIsNotAMigrationToMend) {
  Failure failure = raised("ValueError", "no such stage");
  EXPECT_THAT(only_finding(failed(StepKind::upgrade, failure)).fix, HasSubstr("the migration at"));
  failure.revision.clear();
  failure.place.file = "/srv/shop/env.py";
  EXPECT_THAT(only_finding(failed(StepKind::upgrade, failure)).fix,
              HasSubstr("No migration had begun"));
}

TEST(StepCauses, EachFailureIsClaimedByItsOwnCause) {
  for (const Sample& sample : samples()) {
    const Finding finding = only_finding(sample.step);
    EXPECT_EQ(finding.kind, sample.claimed_by) << finding.message;
    EXPECT_EQ(finding.step, sample.step.name);
    EXPECT_NE(finding.message, "") << sample.claimed_by;
    EXPECT_NE(finding.fix, "") << sample.claimed_by;
  }
}

// The table's order decides between these; the last cause claims whatever is left.
TEST(StepCauses, WhatOtherCausesWouldClaimAsWell) {
  const auto all = [](const StepEvidence& one) {
    std::vector<std::string> kinds;
    for (const Cause* cause : all_causes()) {
      if (cause->step != nullptr && cause->step(tree, one)) kinds.emplace_back(cause->slug);
    }
    return kinds;
  };
  EXPECT_THAT(all(failed(StepKind::upgrade, raised("RuntimeError", "no"))),
              ElementsAre("migration-error"));
  EXPECT_THAT(all(failed(StepKind::upgrade, refused("42704", "no"))),
              ElementsAre("postgres-incompatibility", "migration-error"));
  EXPECT_THAT(all(failed(StepKind::downgrade, raised("RuntimeError", "no"))),
              ElementsAre("irreversible-downgrade", "migration-error"));
  EXPECT_THAT(all(step(StepKind::prerequisite, StepStatus::failed)),
              ElementsAre("seed-failed", "migration-error"));
  EXPECT_THAT(all(timed_out(StepKind::upgrade)), ElementsAre("timeout-or-lock", "migration-error"));
}

TEST(StepCauses, WhereItHappenedAndWhatPostgresSaid) {
  Failure failure = refused("42704", "type \"x\" does not exist");
  failure.sql->detail = "d";
  failure.sql->hint = "h";
  const Finding finding = only_finding(failed(StepKind::upgrade, failure));
  EXPECT_EQ(finding.revision, "0002");
  EXPECT_EQ(finding.file, "versions/0002.py");
  EXPECT_EQ(finding.line, 13);
  EXPECT_EQ(finding.sqlstate, "42704");
  EXPECT_EQ(finding.message, "type \"x\" does not exist");
  EXPECT_EQ(finding.detail + finding.hint, "dh");
  EXPECT_EQ(finding.statement, "SELECT '42704'");
  EXPECT_EQ(finding.mode, "");
}

TEST(StepCauses, TheErrorThatTheMigrationSwallowedIsTheCause) {
  Failure failure = refused("25P02", "current transaction is aborted");
  failure.first_sql = sql_error("42704", "role \"x\" does not exist");
  const Finding finding = only_finding(failed(StepKind::upgrade, failure));
  EXPECT_EQ(finding.kind, "missing-role");
  EXPECT_EQ(finding.sqlstate, "42704");
  EXPECT_EQ(finding.message, "role \"x\" does not exist");
  EXPECT_EQ(finding.statement, "SELECT '42704'");
}

TEST(StepCauses, ASwallowedLockTimeoutIsStillOne) {
  Failure failure = refused("25P02", "current transaction is aborted");
  failure.first_sql = sql_error("55P03", "canceling statement due to lock timeout");
  EXPECT_EQ(only_finding(failed(StepKind::upgrade, failure)).kind, "timeout-or-lock");
}

TEST(StepCauses, TheMessageIsTheOutermostExceptions) {
  Failure failure = raised("RuntimeError", "no admin");
  failure.chain.push_back({"KeyError", "'kris'"});
  EXPECT_EQ(only_finding(failed(StepKind::upgrade, failure)).message, "RuntimeError: no admin");
  EXPECT_EQ(only_finding(failed(StepKind::downgrade, raised("TypeError", ""))).message,
            "TypeError");
}

TEST(StepCauses, AFailureWithoutAnExceptionStillSaysSomething) {
  StepEvidence quiet = failed(StepKind::upgrade, Failure{});
  EXPECT_EQ(only_finding(quiet).message, "the step failed without a word");
  quiet.output_tail = "INFO  [alembic] Running upgrade  -> 0001\nbye\r\n\n";
  EXPECT_EQ(only_finding(quiet).message,
            "the step failed without an exception; its last line was: bye");
  quiet.failure.reset();
  quiet.output_tail = "bye";
  EXPECT_THAT(only_finding(quiet).message, HasSubstr("its last line was: bye"));
  quiet.how_it_ended = "killed by signal 9 (SIGKILL)";
  EXPECT_EQ(only_finding(quiet).message,
            "the migration's process ended before it could tell its result: killed by signal 9 "
            "(SIGKILL)");
}

TEST(StepCauses, ATimeoutSaysHowFarItCame) {
  StepEvidence slow = timed_out(StepKind::upgrade);
  EXPECT_EQ(only_finding(slow).message, "the step did not end in time: gate ended it after 0 s");
  EXPECT_EQ(only_finding(slow).detail, "no revision was finished");
  slow.applied = {"0001", "0002"};
  EXPECT_EQ(only_finding(slow).detail, "the last revision finished was 0002");
}

TEST(StepCauses, TheSecondUpgradePointsAtTheDowngrade) {
  StepEvidence second = failed(StepKind::upgrade, refused("42710", "type \"t\" already exists"));
  const std::string first_fix = only_finding(second).fix;
  second.second_upgrade = true;
  EXPECT_NE(only_finding(second).fix, first_fix);
  EXPECT_THAT(only_finding(second).fix, HasSubstr("downgrade()"));
}

TEST(StepCauses, APrerequisiteIsTheSresAndTheRestTheAuthors) {
  for (const Sample& sample : samples()) {
    EXPECT_EQ(only_finding(sample.step).owner,
              sample.claimed_by == "seed-failed" || sample.claimed_by == "missing-role"
                  ? Owner::sre
                  : Owner::feature_dev);
  }
}

TEST(StepCauses, AFileOutsideOfTheRepositoryKeepsItsPath) {
  Failure failure = raised("RuntimeError", "no");
  failure.place.file = "/srv/shop2/versions/0002.py";
  EXPECT_EQ(only_finding(failed(StepKind::upgrade, failure)).file, "/srv/shop2/versions/0002.py");
}

TEST(Classify, EmptyEvidenceHasNoFindings) { EXPECT_THAT(classify(Evidence{}), IsEmpty()); }

TEST(Classify, StepsThatPassedOrWereSkippedHaveNone) {
  EXPECT_THAT(
      classify(evidence({step(StepKind::upgrade, StepStatus::passed),
                         step(StepKind::downgrade, StepStatus::skipped, StepEnd::not_run)})),
      IsEmpty());
}

TEST(Classify, WhatTheServerOrTheGraphFailedIsNotTheSteps) {
  EXPECT_THAT(classify(evidence({step(StepKind::upgrade, StepStatus::failed, StepEnd::server_died),
                                 step(StepKind::upgrade, StepStatus::failed, StepEnd::not_run)})),
              IsEmpty());
}

TEST(Classify, TheGraphFirstThenWhatWasLostThenTheSteps) {
  Evidence all =
      evidence({failed(StepKind::downgrade, raised("RuntimeError", "down")),
                failed(StepKind::upgrade, raised("RuntimeError", "up"))},
               {{GraphFaultKind::cycle, "0001", "", {version_file("0001", "a.py")}, {}}});
  all.lost_prerequisites = {{"create shop_app role", "Shop — downgrade -1", "0002"}};
  std::vector<std::string> kinds;
  for (const Finding& finding : classify(all)) kinds.push_back(finding.kind);
  EXPECT_THAT(kinds, ElementsAre("revision-cycle", "prerequisite-lost", "irreversible-downgrade",
                                 "migration-error"));
}

TEST(PrerequisiteLost, SaysWhatWasLostAndWhoNeedsIt) {
  Evidence seen = evidence({});
  seen.lost_prerequisites = {{"create shop_app role", "Shop — downgrade -1", "0002+"}};
  const Finding finding = classify(seen).front();
  EXPECT_EQ(finding.kind, "prerequisite-lost");
  EXPECT_EQ(finding.step, "Shop — downgrade -1");
  EXPECT_EQ(finding.revision, "0002");
  EXPECT_EQ(finding.message,
            "after the downgrade, what \"create shop_app role\" had supplied is gone, and 0002+ "
            "needs it");
}

}  // namespace
}  // namespace gate

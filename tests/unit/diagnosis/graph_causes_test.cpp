// Faults of the graph: each one is claimed by its own cause and by no other.
#include <gmock/gmock.h>

#include "gate/diagnosis/classify.h"
#include "tests/unit/diagnosis/evidence.h"

namespace gate {
namespace {

using testing::ElementsAre;

const Evidence planned = evidence({step(StepKind::upgrade, StepStatus::failed, StepEnd::not_run),
                                   step(StepKind::assert_single_head, StepStatus::skipped),
                                   step(StepKind::downgrade, StepStatus::skipped)});

GraphFault fault(GraphFaultKind kind) {
  GraphFault made{kind, "0002", "", {}, {"0002", "0003"}};
  made.files = {version_file("0002", "0002_users.py"), version_file("0003", "0003_orders.py")};
  made.files[1].down_revisions = {"0001"};
  made.files[1].down_line = 9;
  return made;
}

GraphFault unreadable() {
  GraphFault made = fault(GraphFaultKind::unreadable_file);
  made.files[0].revision = "";
  made.files[0].problem = "syntax-error";
  made.files[0].problem_message = "invalid syntax";
  made.files[0].problem_line = 13;
  return made;
}

// What the table of causes makes of one fault.
std::optional<Finding> named(const Evidence& planned_steps, const GraphFault& one) {
  Evidence seen = planned_steps;
  seen.graph_faults = {one};
  const auto findings = classify(seen);
  return findings.empty() ? std::nullopt : std::optional(findings.front());
}

struct Claim {
  GraphFaultKind kind;
  std::string slug;
  std::string mode;
};
const std::vector<Claim> claims{
    {GraphFaultKind::unreadable_file, "migration-error", ""},
    {GraphFaultKind::duplicate_revision, "duplicate-revision", "C"},
    {GraphFaultKind::missing_parent, "broken-down-revision", "E"},
    {GraphFaultKind::cycle, "revision-cycle", ""},
    {GraphFaultKind::multiple_heads, "multiple-heads", "C"},
};

TEST(GraphCauses, EachClaimsItsOwnFaultAndNoOther) {
  for (const Claim& claim : claims) {
    const Cause* cause = find_cause(claim.slug);
    ASSERT_TRUE(cause != nullptr && cause->graph != nullptr);
    for (const Claim& other : claims) {
      EXPECT_EQ(cause->graph(planned, fault(other.kind)).has_value(), claim.kind == other.kind)
          << claim.slug << ", " << other.slug;
    }
    EXPECT_EQ(named(planned, fault(claim.kind))->kind, claim.slug);
    EXPECT_EQ(named(planned, fault(claim.kind))->mode, claim.mode);
  }
}

TEST(GraphCauses, AFaultWithoutFilesIsClaimedByNone) {
  for (const Claim& claim : claims) {
    GraphFault bare = fault(claim.kind);
    bare.files.clear();
    EXPECT_FALSE(named(planned, bare)) << claim.slug;
  }
}

TEST(GraphCauses, EveryFindingSaysWhereAndWhatToDo) {
  for (const Claim& claim : claims) {
    const auto finding = named(planned, fault(claim.kind));
    ASSERT_TRUE(finding);
    EXPECT_NE(finding->step, "") << claim.slug;
    EXPECT_NE(finding->message, "") << claim.slug;
    EXPECT_NE(finding->fix, "") << claim.slug;
    EXPECT_TRUE(finding->file.starts_with("versions/")) << claim.slug;
    EXPECT_EQ(finding->severity, Severity::error);
    EXPECT_EQ(finding->owner, Owner::feature_dev);
  }
}

TEST(GraphCauses, AFileThatCannotBeRead) {
  const auto finding = *named(planned, unreadable());
  EXPECT_EQ(finding.file, "versions/0002_users.py");
  EXPECT_EQ(finding.line, 13);
  EXPECT_EQ(finding.message, "the version file cannot be read: invalid syntax");
  EXPECT_EQ(finding.step, "Shop — alembic upgrade head");
}

TEST(GraphCauses, OneIdInTwoFiles) {
  const auto finding = *named(planned, fault(GraphFaultKind::duplicate_revision));
  EXPECT_EQ(finding.message,
            "revision 0002 is claimed by more than one file: versions/0002_users.py:6 "
            "versions/0003_orders.py:6");
  EXPECT_EQ(finding.file, "versions/0003_orders.py");
  EXPECT_EQ(finding.step, "Shop — assert single head");
  EXPECT_EQ(finding.verifier, "sre");
}

TEST(GraphCauses, AParentThatExistsNowhere) {
  GraphFault missing = fault(GraphFaultKind::missing_parent);
  missing.reference = "0004";
  missing.files[0].down_revisions = {"0004"};
  const auto finding = *named(planned, missing);
  EXPECT_EQ(finding.message, "revision 0002 refers to 0004, which no file declares");
  EXPECT_EQ(finding.line, 7);
  EXPECT_EQ(finding.step, "Shop — alembic upgrade head");
}

TEST(GraphCauses, ACycle) {
  EXPECT_EQ(named(planned, fault(GraphFaultKind::cycle))->message,
            "revisions follow each other in a circle: 0002, 0003");
}

TEST(GraphCauses, TwoHeads) {
  const auto finding = *named(planned, fault(GraphFaultKind::multiple_heads));
  EXPECT_EQ(finding.message, "head count: 2, expected exactly 1: 0002, 0003");
  EXPECT_EQ(finding.detail,
            "versions/0002_users.py:7 says down_revision None; versions/0003_orders.py:9 says "
            "down_revision 0001");
  EXPECT_EQ(finding.line, 9);
  EXPECT_EQ(finding.step, "Shop — assert single head");
  EXPECT_EQ(finding.verifier, "sre");
}

TEST(GraphCauses, TheStepIsTheUpgradeToHeadNotAnotherOne) {
  Evidence many = planned;
  many.steps.insert(many.steps.begin(), step(StepKind::upgrade, StepStatus::passed));
  many.steps.front().name = "Shop — alembic upgrade to 0001 (pre-seed)";
  many.steps.push_back(step(StepKind::upgrade, StepStatus::skipped));
  many.steps.back().name = "Shop — alembic upgrade head (round trip)";
  many.steps.back().second_upgrade = true;
  EXPECT_EQ(named(many, fault(GraphFaultKind::cycle))->step, "Shop — alembic upgrade head");
}

// The graph lists its faults in the order to mend them (graph_faults_test.cpp).
TEST(GraphCauses, FindingsComeInTheOrderOfTheFaults) {
  std::vector<GraphFault> all;
  for (const Claim& claim : claims) all.push_back(fault(claim.kind));
  std::vector<std::string> kinds;
  for (const Finding& finding : classify(evidence(planned.steps, all))) {
    kinds.push_back(finding.kind);
  }
  EXPECT_THAT(kinds, ElementsAre("migration-error", "duplicate-revision", "broken-down-revision",
                                 "revision-cycle", "multiple-heads"));
}

}  // namespace
}  // namespace gate

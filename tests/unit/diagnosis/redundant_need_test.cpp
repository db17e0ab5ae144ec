// Alembic's KeyError is laid to a need that another one implies, and to nothing else.
#include "gate/diagnosis/redundant_need.h"

#include <gmock/gmock.h>

#include "gate/diagnosis/classify.h"
#include "tests/unit/diagnosis/evidence.h"
#include "tests/unit/source/revisions.h"

namespace gate {
namespace {

Failure key_error(const std::string& id) {
  Failure failure;
  failure.chain = {{"KeyError", "'" + id + "'"}};
  failure.traceback = "  File \".../alembic/runtime/migration.py\", line 717, in _delete_version";
  return failure;
}

// "c: a by b", or nothing.
std::string said(const std::vector<RevisionFile>& files, const Failure& failure) {
  Evidence evidence;
  evidence.revisions = files;
  const auto need = redundant_need(evidence, failure);
  return need ? need->file->revision + ": " + need->needed + " by " + need->implied_by : "";
}

const std::vector<RevisionFile> tangled{revision("a"), revision("b", {"a"}),
                                        revision("c", {"b"}, {"a"})};

TEST(RedundantNeed, IsWhatAnotherParentImplies) {
  EXPECT_EQ(said(tangled, key_error("a")), "c: a by b");
  EXPECT_EQ(said({revision("a"), revision("b", {"a"}, {"a"})}, key_error("a")), "b: a by a");
  EXPECT_EQ(said({revision("a"), revision("b", {"a"}), revision("m", {"a", "b"})}, key_error("a")),
            "m: a by b");
}

TEST(RedundantNeed, IsNoneInALeanGraphNorOfAnotherError) {
  EXPECT_EQ(said(chain(3), key_error("00001")), "");
  EXPECT_EQ(said(tangled, key_error("elsewhere")), "");
  Failure other = key_error("a");
  other.chain.front().class_name = "ValueError";
  EXPECT_EQ(said(tangled, other), "");
}

TEST(RedundantNeed, IsNoFaultOfADowngrade) {
  Evidence seen = evidence({step(StepKind::upgrade, StepStatus::failed)});
  seen.revisions = tangled;
  seen.steps.front().second_upgrade = true;
  seen.steps.front().failure = key_error("a");
  const auto findings = classify(seen);
  ASSERT_EQ(findings.size(), 1U);
  EXPECT_EQ(findings.front().kind, "migration-error");
  EXPECT_EQ(findings.front().revision, "c");
}

}  // namespace
}  // namespace gate

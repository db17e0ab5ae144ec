// What is made of a schema that is not as it was: silent-residue, round-trip-drift, model-drift.
#include <gmock/gmock.h>

#include "tests/unit/diagnosis/evidence.h"

namespace gate {
namespace {

using testing::HasSubstr;
using testing::IsEmpty;

SchemaDifference left(const std::string& kind, const std::string& name,
                      std::string_view tolerance = "") {
  return {SchemaChange::added, kind, name, {}, {}, {}, "as it is", std::string(tolerance)};
}

StepEvidence downgrade(std::vector<SchemaDifference> differences) {
  StepEvidence made = step(StepKind::downgrade, StepStatus::failed);
  made.revision = "0002";
  made.differences = std::move(differences);
  return made;
}

StepEvidence again(StepStatus status) {
  StepEvidence made = step(StepKind::upgrade, status);
  made.name = "Shop — alembic upgrade head (round trip)";
  made.second_upgrade = true;
  made.revision = "0002";
  return made;
}

Evidence walked(std::vector<StepEvidence> steps) {
  Evidence made = chain(Failure{});
  made.steps = std::move(steps);
  made.revisions[1].downgrade_line = 21;
  return made;
}

TEST(SilentResidue, NamesTheObjectAndTheDowngradeThatForgotIt) {
  const Finding finding = only(walked({downgrade({left("index", "public.ix_a")})}));
  EXPECT_EQ(finding.kind, "silent-residue");
  EXPECT_EQ(finding.file, "versions/0002.py");
  EXPECT_EQ(finding.line, 21);
  EXPECT_EQ(finding.message, "after the downgrade of 0002, index public.ix_a is left behind");
  EXPECT_EQ(finding.severity, Severity::error);
  EXPECT_EQ(finding.differences.size(), 1u);
}

TEST(SilentResidue, SaysThatADowngradeDoesNothing) {
  Evidence seen = walked({downgrade({left("index", "public.ix_a")})});
  seen.revisions[1].downgrade_is_empty = true;
  EXPECT_THAT(only(seen).message, HasSubstr("the downgrade of 0002 does nothing: "));
}

TEST(SilentResidue, IsANoteForWhatIsTolerated) {
  StepEvidence step = downgrade({left("extension", "pg_trgm", extension_left)});
  step.status = StepStatus::passed;
  EXPECT_EQ(only(walked({step})).severity, Severity::note);
}

TEST(SilentResidue, IsRedForWhatTheDeclarationIsStrictOn) {
  Evidence seen = walked({downgrade({left("extension", "pg_trgm", extension_left)})});
  seen.declared.strict = {"extension-left"};
  EXPECT_EQ(only(seen).severity, Severity::error);
}

TEST(SilentResidue, TellsTheSecondUpgradeThatStumblesOverIt) {
  StepEvidence second = again(StepStatus::failed);
  second.failure = refused("42P07", "relation \"a\" already exists");
  const Finding finding = only(walked({downgrade({left("table", "public.a")}), second}));
  EXPECT_EQ(finding.kind, "silent-residue");
  EXPECT_EQ(finding.sqlstate, "42P07");
  EXPECT_EQ(finding.line, 21);
  EXPECT_THAT(finding.detail, HasSubstr("the second upgrade then fails: relation \"a\""));
  ASSERT_EQ(finding.places.size(), 1u);
  EXPECT_EQ(finding.places[0].line, 13);
}

TEST(SilentResidue, TellsARowThatTheSecondUpgradeStumblesOver) {
  StepEvidence first = downgrade({});
  first.status = StepStatus::passed;
  StepEvidence second = again(StepStatus::failed);
  second.failure = refused("23505", "duplicate key value");
  second.failure->sql->table = "voucher";
  EXPECT_THAT(only(walked({first, second})).message,
              HasSubstr("rows are left in voucher that its upgrade inserts"));
}

TEST(SilentResidue, DoesNotClaimASecondUpgradeThatMissesSomething) {
  StepEvidence first = downgrade({});
  first.status = StepStatus::passed;
  StepEvidence second = again(StepStatus::failed);
  second.failure = refused("42P01", "relation \"b\" does not exist");
  EXPECT_EQ(kind_of(walked({first, second})), "irreversible-downgrade");
}

TEST(RoundTripDrift, StandsByItselfWhereTheDowngradeWasRight) {
  StepEvidence first = downgrade({});
  first.status = StepStatus::passed;
  StepEvidence second = again(StepStatus::failed);
  second.differences = {left("index", "public.ix_a")};
  const Finding finding = only(walked({first, second}));
  EXPECT_EQ(finding.kind, "round-trip-drift");
  EXPECT_THAT(finding.because_of, IsEmpty());
}

TEST(RoundTripDrift, FollowsFromWhatTheDowngradeLeft) {
  StepEvidence second = again(StepStatus::failed);
  second.differences = {left("index", "public.ix_a1")};
  const auto findings = classify(walked({downgrade({left("index", "public.ix_a")}), second}));
  ASSERT_EQ(findings.size(), 2u);
  EXPECT_EQ(findings[0].kind, "silent-residue");
  EXPECT_EQ(findings[1].because_of, "silent-residue");
}

TEST(IrreversibleDowngrade, OffersToDeclareWhatRaisesNotImplemented) {
  const Finding finding =
      only(walked({failed(StepKind::downgrade, raised("NotImplementedError", "no way back"))}));
  EXPECT_EQ(finding.message, "downgrade() of 0002 raises NotImplementedError: no way back");
  EXPECT_THAT(finding.declaration, HasSubstr(R"("revision": "0002")"));
  EXPECT_THAT(finding.declaration, HasSubstr(R"("reason": "no way back")"));
}

TEST(ModelDrift, IsANoteAndRedWhereAskedFor) {
  Evidence seen = walked({});
  seen.model_drift = ModelDrift{{"add_column orders.total"}, "New upgrade operations detected"};
  EXPECT_EQ(only(seen).severity, Severity::note);
  EXPECT_EQ(only(seen).detail, "add_column orders.total");
  seen.declared.strict = {"model-drift"};
  EXPECT_EQ(only(seen).severity, Severity::error);
}

}  // namespace
}  // namespace gate

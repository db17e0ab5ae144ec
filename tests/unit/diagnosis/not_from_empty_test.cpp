// A table that no revision makes, told from a typing error, a wrong order and a mistake of the
// newest revision.
#include <gmock/gmock.h>

#include "tests/unit/diagnosis/evidence.h"

namespace gate {
namespace {

using testing::HasSubstr;

Evidence seen() {
  Evidence made = chain(refused("42P01", "relation \"customers\" does not exist"));
  made.heads = {"0003"};
  made.version_table = "alembic_version";
  made.operations.push_back(operation(OperationKind::alter_table, "0002", "customers"));
  return made;
}

TEST(NotFromEmpty, WhereNothingWasMadeBeforeABaselineIsProposed) {
  const Finding finding = only(seen());
  EXPECT_EQ(finding.kind, "not-from-empty");
  EXPECT_THAT(finding.declaration, HasSubstr("\"revision\": \"0001\""));
  EXPECT_THAT(finding.fix, HasSubstr("a database that is at revision 0001"));
  EXPECT_THAT(finding.fix, HasSubstr("pg_dump --schema-only --no-owner --no-privileges"));
}

TEST(NotFromEmpty, WhereOneThingIsMissingAFileIsProposed) {
  Evidence evidence = seen();
  evidence.operations.push_back(operation(OperationKind::create_table, "0001", "plans"));
  evidence.operations.push_back(operation(OperationKind::look_up, "0003", "customers"));
  const Finding finding = only(evidence);
  EXPECT_EQ(finding.kind, "not-from-empty");
  EXPECT_THAT(finding.prerequisite, HasSubstr("\"file\": \"db/customers.sql\""));
  EXPECT_TRUE(finding.declaration.empty());
}

TEST(NotFromEmpty, OneRevisionOfATreeThatMakesTheRestIsAtFault) {
  Evidence evidence = seen();
  evidence.operations.push_back(operation(OperationKind::create_table, "0001", "plans"));
  EXPECT_EQ(kind_of(evidence), "postgres-incompatibility");
}

TEST(NotFromEmpty, ATypingErrorIsNone) {
  Evidence evidence = seen();
  evidence.operations.push_back(operation(OperationKind::create_table, "0001", "customer"));
  const Finding finding = only(evidence);
  EXPECT_EQ(finding.kind, "postgres-incompatibility");
  ASSERT_FALSE(finding.facts.empty());
  EXPECT_EQ(finding.facts.back().second, "customer?");
}

TEST(NotFromEmpty, ATableThatALaterRevisionMakesIsNone) {
  Evidence evidence = seen();
  evidence.operations.push_back(operation(OperationKind::create_table, "0003", "customers", 14));
  const Finding finding = only(evidence);
  EXPECT_EQ(finding.kind, "postgres-incompatibility");
  ASSERT_EQ(finding.places.size(), 1u);
  EXPECT_EQ(finding.places[0].note, "0003 makes it, which is too late");
}

TEST(NotFromEmpty, ARenamedTableAndItsSequenceAreTheTreesOwn) {
  Evidence renamed = seen();
  renamed.operations.push_back(operation(OperationKind::rename_table, "0001", "clients"));
  renamed.operations.back().new_name = "customers";
  EXPECT_EQ(kind_of(renamed), "postgres-incompatibility");
  Evidence sequence = chain(refused("42P01", "relation \"plans_id_seq\" does not exist"));
  sequence.operations.push_back(operation(OperationKind::create_table, "0001", "plans"));
  EXPECT_EQ(kind_of(sequence), "postgres-incompatibility");
}

TEST(NotFromEmpty, ADeclaredBaselineThatLacksItIsBlamed) {
  Evidence evidence = seen();
  evidence.declared.baseline = "db/baseline.sql";
  evidence.declared.baseline_revision = "0001";
  const Finding finding = only(evidence);
  EXPECT_EQ(finding.kind, "not-from-empty");
  EXPECT_TRUE(finding.declaration.empty());
  EXPECT_THAT(finding.fix, HasSubstr("Neither the baseline db/baseline.sql"));
}

TEST(StampLost, TheVersionTableItselfIsAlembicsAndNotTheTrees) {
  Evidence evidence = chain(refused("42P01", "relation \"alembic_version\" does not exist"));
  evidence.version_table = "alembic_version";
  evidence.operations.push_back(operation(OperationKind::set_search_path, "0002", ""));
  const Finding finding = only(evidence);
  EXPECT_EQ(finding.kind, "stamp-lost");
  EXPECT_EQ(finding.line, 10);
  EXPECT_THAT(finding.fix, HasSubstr("SET LOCAL search_path"));
}

TEST(StampLost, WhatAlembicSaysOfItsRowIsEnough) {
  EXPECT_EQ(kind_of(chain(raised("alembic.util.exc.CommandError",
                                 "Online migration expected to match one row when updating '0001' "
                                 "to '0002' in 'alembic_version'; 0 found"))),
            "stamp-lost");
}

TEST(StampLost, AStepThatPassedIsToldWithWhatItChanged) {
  StepEvidence downgrade = step(StepKind::downgrade, StepStatus::failed);
  downgrade.found = {"0002"};
  downgrade.expected = {"0001"};
  downgrade.lost_stamp = LostStamp{"public.alembic_version", {"table box"}, {}};
  const Finding finding = only(evidence({downgrade}));
  EXPECT_EQ(finding.kind, "stamp-lost");
  EXPECT_THAT(finding.message, HasSubstr("holds 0002, expected 0001"));
  EXPECT_THAT(finding.detail, HasSubstr("table box"));
}

}  // namespace
}  // namespace gate

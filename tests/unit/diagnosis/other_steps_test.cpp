// The same errors in other steps, and the tables that make a failure a SEV-2.
#include <gmock/gmock.h>

#include "tests/unit/diagnosis/evidence.h"

namespace gate {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

TEST(LetteredCauses, NothingOfThemIsClaimedAfterTheDowngrade) {
  Evidence no_index = chain(refused("42P17", "x"));
  no_index.failing = {operation(OperationKind::create_index, "0002", "ix")};
  Evidence twice = chain(refused("42P07", "relation \"orders\" already exists"));
  twice.failing = {operation(OperationKind::create_table, "0002", "orders")};
  for (Evidence seen :
       {chain(refused("42704", "role \"shop_app\" does not exist")), no_index, twice}) {
    EXPECT_NE(only(seen).mode, "");
    seen.steps[0].second_upgrade = true;
    EXPECT_EQ(only(seen).kind, "irreversible-downgrade");
    EXPECT_EQ(only(seen).mode, "");
    seen.steps[0].second_upgrade = false;
    seen.steps[0].kind = StepKind::downgrade;
    EXPECT_EQ(only(seen).kind, "irreversible-downgrade");
    seen.steps[0].kind = StepKind::prerequisite;
    EXPECT_EQ(only(seen).kind, "seed-failed");
  }
}

TEST(Sev2, AMigrationThatChangesASensitiveTable) {
  Evidence seen = chain(refused("42704", "role \"shop_app\" does not exist"));
  seen.declared.sensitive = {"audit_*"};
  seen.declared.contacts = {{"operator", "#ops"}};
  seen.operations = {operation(OperationKind::look_up, "0002", "audit_log"),
                     operation(OperationKind::alter_table, "0001", "audit_log")};
  EXPECT_EQ(only(seen).severity, Severity::error);
  EXPECT_THAT(only(seen).escalate, IsEmpty());
  seen.operations.push_back(operation(OperationKind::alter_table, "0002", "audit_log"));
  EXPECT_EQ(only(seen).severity, Severity::sev2);
  EXPECT_THAT(only(seen).escalate,
              ElementsAre("operator, #ops: migration 0002 touches audit_log; a SEV-2 until it is "
                          "confirmed that no data is lost"));
}

}  // namespace
}  // namespace gate

// What the proof of the rows comes to: lost, changed and brought back; steps that fail on rows.
#include <gmock/gmock.h>

#include "gate/diagnosis/triage.h"
#include "gate/log/log_reader.h"
#include "tests/unit/diagnosis/evidence.h"

namespace gate {
namespace {

using testing::HasSubstr;
using testing::IsEmpty;
using testing::Pair;

RowChange change(RowChange::Kind kind, const std::string& table, bool put_by_gate = true) {
  return {kind, table, {}, "(id=1, a=x)", "(id=1, a=y)", put_by_gate};
}

// The round trip of 0002: the downgrade, and the second upgrade.
Evidence round_trip(std::vector<RowChange> on_the_way, std::vector<RowChange> in_the_end) {
  StepEvidence down = step(StepKind::downgrade, StepStatus::passed);
  down.revision = "0002";
  down.row_changes = std::move(on_the_way);
  StepEvidence again = step(StepKind::upgrade, StepStatus::passed);
  again.name += " (round trip)";
  again.second_upgrade = true;
  again.revision = "0002";
  again.row_changes = std::move(in_the_end);
  Evidence made = evidence({down, again});
  made.revisions = {version_file("0002", "0002.py")};
  made.revisions[0].downgrade_line = 20;
  return made;
}

StepEvidence fails_with_rows(StepKind kind, Failure failure) {
  StepEvidence made = failed(kind, std::move(failure));
  made.second_upgrade = kind == StepKind::upgrade;
  made.rows_put = 8;
  made.passes_without_rows = true;
  return made;
}

constexpr auto lost = RowChange::Kind::lost;
constexpr auto changed = RowChange::Kind::changed;
constexpr auto added = RowChange::Kind::added;

TEST(RowsLost, AreRedAndPointAtTheWayThatLostThem) {
  const auto findings = classify(round_trip(
      {change(lost, "public.a")},
      {change(lost, "public.a"), change(lost, "public.a"), change(changed, "public.b", false)}));
  ASSERT_EQ(findings.size(), 1u);
  EXPECT_EQ(findings[0].kind, "rows-lost");
  EXPECT_EQ(findings[0].severity, Severity::error);
  EXPECT_EQ(findings[0].message,
            "0002, down and up again, loses 2 rows of public.a, changes 1 row of public.b");
  EXPECT_EQ(findings[0].line, 20);
  EXPECT_EQ(findings[0].row_changes.size(), 3u);
  EXPECT_THAT(findings[0].detail, HasSubstr("but for 1 that were there already"));
}

TEST(RowsLost, ByTheUpgradePointAtTheFile) {
  const auto findings = classify(round_trip({}, {change(changed, "public.b")}));
  ASSERT_EQ(findings.size(), 1u);
  EXPECT_EQ(findings[0].line, 6);
  EXPECT_THAT(findings[0].fix, HasSubstr("Let downgrade() and upgrade() of 0002"));
}

TEST(RowsLost, WhatComesBackAndWhatIsNewAreNotes) {
  const auto back = classify(round_trip({change(changed, "public.a")}, {}));
  ASSERT_EQ(back.size(), 1u);
  EXPECT_EQ(back[0].severity, Severity::note);
  EXPECT_EQ(back[0].message,
            "the downgrade of 0002 changes 1 row of public.a, and the upgrade brings them back");
  EXPECT_EQ(back[0].row_changes.size(), 1u);
  const auto more = classify(round_trip({}, {change(added, "public.a")}));
  ASSERT_EQ(more.size(), 1u);
  EXPECT_EQ(more[0].severity, Severity::note);
}

TEST(RowsLost, AreToldBesideADifferenceOfTheSchema) {
  Evidence made = round_trip({}, {change(lost, "public.a")});
  SchemaDifference order;
  order.kind = "table";
  order.name = "public.a";
  order.attribute = "column order";
  order.tolerance = column_order;
  for (StepEvidence& one : made.steps) one.differences = {order};
  std::vector<std::string> found;
  for (const Finding& one : classify(made)) found.push_back(one.kind);
  EXPECT_THAT(found, testing::ElementsAre("silent-residue", "round-trip-drift", "rows-lost"));
}

TEST(RowsLost, OnASensitiveTableAreASev2) {
  Evidence made = round_trip({}, {change(lost, "public.audit_log")});
  made.declared.sensitive = {"audit_*"};
  const auto findings = classify(made);
  ASSERT_EQ(findings.size(), 1u);
  EXPECT_EQ(findings[0].severity, Severity::sev2);
  EXPECT_THAT(findings[0].escalate.at(0), HasSubstr("touches public.audit_log"));
}

TEST(UpgradeNeedsEmptyTable, IsSaidWhereTheRowsAloneAreToBlame) {
  Failure failure = refused("23502", "column \"b\" of relation \"a\" contains null values");
  failure.sql->schema = "public";
  failure.sql->table = "a";
  failure.sql->column = "b";
  StepEvidence again = fails_with_rows(StepKind::upgrade, failure);
  const auto findings = classify(evidence({step(StepKind::downgrade, StepStatus::passed), again}));
  ASSERT_EQ(findings.size(), 1u);
  EXPECT_EQ(findings[0].kind, "upgrade-needs-empty-table");
  EXPECT_THAT(findings[0].facts,
              testing::ElementsAre(Pair("table", "public.a"), Pair("column", "b")));
  EXPECT_THAT(findings[0].detail, HasSubstr("passes again without the 8 rows"));
  again.passes_without_rows = false;
  for (const auto& finding :
       classify(evidence({step(StepKind::downgrade, StepStatus::passed), again}))) {
    EXPECT_NE(finding.kind, "upgrade-needs-empty-table");
  }
}

TEST(IrreversibleDowngrade, SaysThatItFailsOnRows) {
  const auto findings = classify(
      evidence({fails_with_rows(StepKind::downgrade, refused("22P02", "invalid input syntax"))}));
  ASSERT_EQ(findings.size(), 1u);
  EXPECT_EQ(findings[0].kind, "irreversible-downgrade");
  EXPECT_EQ(findings[0].message,
            "the downgrade fails as soon as its tables have rows: invalid input syntax");
}

std::vector<std::string> kinds(const std::string& log) {
  Triage triage;
  LogReader reader([&](const LogEvent& event) { triage.take(event); });
  reader.feed(log);
  reader.finish();
  std::vector<std::string> all;
  for (const TriageFinding& found : triage.finish().findings) all.push_back(found.finding.kind);
  return all;
}

TEST(UpgradeNeedsEmptyTable, IsReadInALog) {
  for (const std::string line :
       {"psycopg2.errors.NotNullViolation: column \"b\" of relation \"a\" contains null values\n",
        "psycopg2.errors.CheckViolation: check constraint \"c\" of relation \"a\" is violated by "
        "some row\n",
        "psycopg2.errors.UniqueViolation: could not create unique index \"u\"\nDETAIL:  Key "
        "(b)=(0) is duplicated.\n"}) {
    EXPECT_THAT(kinds(line), testing::ElementsAre("upgrade-needs-empty-table")) << line;
  }
  EXPECT_THAT(kinds("psycopg2.errors.NotNullViolation: null value in column \"b\" of relation "
                    "\"a\" violates not-null constraint\n"),
              testing::Not(testing::Contains("upgrade-needs-empty-table")));
}

}  // namespace
}  // namespace gate

// D and F: what proves them, and what only looks like them.
#include <gmock/gmock.h>

#include "tests/unit/diagnosis/evidence.h"

namespace gate {
namespace {

using testing::Contains;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::Pair;

Evidence no_index(const std::string& words) {
  Evidence seen = chain(refused("42P17", words));
  Operation index = operation(OperationKind::create_index, "0002", "ix_open");
  index.table = "orders";
  index.expression = "closed_at > now()";
  seen.failing = {index};
  return seen;
}

TEST(NonImmutableIndex, NamesTheIndexAndTheFunctionWithItsVolatility) {
  Evidence seen = no_index("functions in index predicate must be marked IMMUTABLE");
  seen.catalog.index_functions = {{"now()", "STABLE"}, {"lower(text)", "IMMUTABLE"}};
  const Finding finding = only(seen);
  EXPECT_EQ(finding.mode + " " + finding.kind, "D non-immutable-index");
  EXPECT_THAT(finding.facts, ElementsAre(Pair("index", "ix_open"), Pair("table", "orders"),
                                         Pair("expression", "closed_at > now()"),
                                         Pair("function", "now() is STABLE")));
}

TEST(NonImmutableIndex, TheWordsDecideOnlyWhereTheStatementCannotBeRead) {
  const auto words = "functions in index expression must be marked IMMUTABLE";
  Evidence unread = chain(refused("42P17", words));
  EXPECT_EQ(kind_of(unread), "non-immutable-index");
  EXPECT_EQ(kind_of(no_index("des mots")), "non-immutable-index");
  unread.failing = {operation(OperationKind::create_table, "0002", "t")};
  EXPECT_EQ(kind_of(unread), "postgres-incompatibility");
}

TEST(NonImmutableIndex, PartitionKeysAndGeneratedColumnsAreNot) {
  for (const char* words : {"functions in partition key expression must be marked IMMUTABLE",
                            "generation expression is not immutable"}) {
    EXPECT_EQ(kind_of(chain(refused("42P17", words))), "postgres-incompatibility");
  }
}

Evidence twice() {
  Evidence seen = chain(refused("42P07", "relation \"orders\" already exists"));
  seen.failing = {operation(OperationKind::create_table, "0002", "orders")};
  seen.operations = {operation(OperationKind::create_table, "0001", "orders", 20),
                     operation(OperationKind::create_table, "0002", "orders", 13),
                     operation(OperationKind::create_table, "0003", "orders", 9)};
  seen.operations.back().conditional = true;
  return seen;
}

TEST(DuplicateTable, NamesBothFilesAndWhetherTheyAreTheSame) {
  Evidence seen = twice();
  Finding finding = only(seen);
  EXPECT_EQ(finding.mode + " " + finding.kind, "F duplicate-table");
  EXPECT_EQ(finding.line, 13);
  EXPECT_THAT(finding.places,
              ElementsAre(Place{"versions/0001.py", 20, "where revision 0001 creates it first"}));
  EXPECT_THAT(finding.fix, HasSubstr("Where both are the same"));
  seen.catalog.duplicate = TableComparison{"table", false, {"column qty: only in the later"}};
  finding = only(seen);
  EXPECT_THAT(finding.facts, Contains(Pair("schemas", "different")));
  EXPECT_THAT(finding.fix, HasSubstr("replaces"));
  EXPECT_EQ(finding.detail, "column qty: only in the later");
  seen.catalog.duplicate = TableComparison{"table", true, {}};
  EXPECT_THAT(only(seen).fix, HasSubstr("redundant"));
}

TEST(DuplicateTable, AnIndexOrAnythingElseOfThatNameIsNot) {
  Evidence index = twice();
  index.failing = {operation(OperationKind::create_index, "0002", "orders")};
  EXPECT_EQ(kind_of(index), "postgres-incompatibility");
  Evidence sequence = twice();
  sequence.catalog.duplicate = TableComparison{"sequence", std::nullopt, {}};
  EXPECT_EQ(kind_of(sequence), "postgres-incompatibility");
  Evidence unread = twice();
  unread.failing.clear();
  EXPECT_EQ(kind_of(unread), "postgres-incompatibility");
}

}  // namespace
}  // namespace gate

#include "gate/diagnosis/source_rules.h"

#include <gmock/gmock.h>

#include "gate/diagnosis/seed_dependence.h"
#include "gate/diagnosis/volatile_functions.h"

namespace gate {
namespace {

using testing::IsEmpty;
using testing::SizeIs;

Operation on(OperationKind kind, const std::string& name, const std::string& revision) {
  Operation operation;
  operation.kind = kind;
  operation.name = name;
  operation.revision = revision;
  operation.file = "/srv/shop/versions/" + revision + ".py";
  operation.line = 5;
  operation.end_line = 5;
  return operation;
}

Operation creates(const std::string& name, const std::string& revision) {
  return on(OperationKind::create_table, name, revision);
}

Evidence of(std::vector<Operation> operations) {
  Evidence evidence;
  evidence.repository = "/srv/shop";
  evidence.chain = {"0001", "0002", "0003"};
  evidence.operations = std::move(operations);
  return evidence;
}

TEST(TableCreatedTwice, NamesBothPlaces) {
  const auto findings = tables_created_twice(of({creates("t", "0001"), creates("t", "0002")}));
  ASSERT_THAT(findings, SizeIs(1));
  EXPECT_EQ(findings[0].revision, "0002");
  EXPECT_EQ(findings[0].file, "versions/0002.py");
  ASSERT_THAT(findings[0].places, SizeIs(1));
  EXPECT_EQ(findings[0].places[0].file, "versions/0001.py");
}

TEST(TableCreatedTwice, SaysWhetherTheSchemasAreEqualWhereThatIsSure) {
  const auto schemas = [](std::vector<std::string> first, std::vector<std::string> second) {
    Operation one = creates("t", "0001");
    Operation other = creates("t", "0002");
    one.columns = std::move(first);
    other.columns = std::move(second);
    const auto findings = tables_created_twice(of({one, other}));
    for (const auto& [name, value] : findings.at(0).facts) {
      if (name == "schemas") return value;
    }
    return std::string("unknown");
  };
  EXPECT_EQ(schemas({"Column('id')"}, {"Column('id')"}), "equal");
  EXPECT_EQ(schemas({"Column('id')"}, {"Column('no')"}), "different");
  EXPECT_EQ(schemas({"id int"}, {"no int"}), "different");
  EXPECT_EQ(schemas({"id int"}, {"Column('id')"}), "unknown");
  EXPECT_EQ(schemas({}, {"id int"}), "unknown");
}

TEST(TableCreatedTwice, NothingThatMayBeOtherwise) {
  const Operation first = creates("t", "0001");
  const Operation second = creates("t", "0003");
  const auto with = [&](Operation between) {
    return tables_created_twice(of({first, between, second}));
  };
  EXPECT_THAT(with(on(OperationKind::drop_table, "t", "0002")), IsEmpty());
  EXPECT_THAT(with(on(OperationKind::drop_schema, "public", "0002")), IsEmpty());
  EXPECT_THAT(with(on(OperationKind::set_search_path, "", "0002")), IsEmpty());
  EXPECT_THAT(with(on(OperationKind::unread, "", "0002")), IsEmpty());
  Operation renamed = on(OperationKind::rename_table, "t", "0002");
  renamed.new_name = "u";
  EXPECT_THAT(with(renamed), IsEmpty());
  Operation other = on(OperationKind::drop_table, "t", "0002");
  other.upgrading = false;
  EXPECT_THAT(with(other), SizeIs(1));
  other = on(OperationKind::drop_table, "t", "0002");
  other.schema = "app";
  EXPECT_THAT(with(other), SizeIs(1));
  Operation unread = on(OperationKind::unread, "", "0002");
  unread.statement = "INSERT INTO";
  EXPECT_THAT(with(unread), SizeIs(1));
  Operation maybe = second;
  maybe.conditional = true;
  EXPECT_THAT(tables_created_twice(of({first, maybe})), IsEmpty());
  EXPECT_THAT(tables_created_twice(of({maybe, first})), IsEmpty());
  Operation elsewhere = second;
  elsewhere.schema = "app";
  EXPECT_THAT(tables_created_twice(of({first, elsewhere})), IsEmpty());
  Operation in_public = second;
  in_public.schema = "public";
  EXPECT_THAT(tables_created_twice(of({first, in_public})), SizeIs(1));
  Evidence tangled = of({first, second});
  tangled.graph_faults.push_back({GraphFaultKind::multiple_heads, {}, {}, {}, {}});
  EXPECT_THAT(tables_created_twice(tangled), IsEmpty());
}

TEST(TableCreatedTwice, APartitionGoesWithItsTable) {
  Operation partition = creates("p", "0001");
  partition.table = "t";
  EXPECT_THAT(tables_created_twice(of({creates("t", "0001"), partition,
                                       on(OperationKind::drop_table, "t", "0002"), partition})),
              IsEmpty());
}

TEST(IndexNotImmutable, IsTold) {
  Operation index = on(OperationKind::create_index, "ix", "0002");
  index.table = "t";
  index.functions = {"lower", "now"};
  index.expression = "a > now()";
  EXPECT_THAT(indexes_that_are_not_immutable(of({index})), SizeIs(1));
  EXPECT_THAT(indexes_that_are_not_immutable(of({index, index})), SizeIs(1));
  Operation guarded = index;
  guarded.conditional = guarded.guarded = true;
  EXPECT_THAT(indexes_that_are_not_immutable(of({guarded})), SizeIs(1));
  guarded.guarded = false;
  EXPECT_THAT(indexes_that_are_not_immutable(of({guarded})), IsEmpty());
  EXPECT_THAT(indexes_that_are_not_immutable(
                  of({index, on(OperationKind::create_function, "now", "0001")})),
              IsEmpty());
  index.functions = {"lower", "date_trunc", "app.now"};
  EXPECT_THAT(indexes_that_are_not_immutable(of({index})), IsEmpty());
}

TEST(IndexNotImmutable, TheTableHoldsWhatIsSureInEveryForm) {
  for (const char* name : {"now", "random", "clock_timestamp", "CURRENT_TIMESTAMP", "to_char"}) {
    EXPECT_TRUE(is_never_immutable(name)) << name;
  }
  for (const char* name : {"lower", "date_trunc", "timezone", "age", "to_timestamp", "NOW", ""}) {
    EXPECT_FALSE(is_never_immutable(name)) << name;
  }
}

TEST(RoleThatNobodySupplies, IsToldOnceWithAllPlaces) {
  const Operation first = on(OperationKind::use_role, "r", "0001");
  const Operation second = on(OperationKind::use_role, "r", "0003");
  Evidence evidence = of({first, second});
  const auto findings = roles_that_nobody_supplies(evidence);
  ASSERT_THAT(findings, SizeIs(1));
  EXPECT_EQ(findings[0].revision, "0001");
  EXPECT_THAT(findings[0].places, SizeIs(1));
  EXPECT_THAT(findings[0].prerequisite, testing::HasSubstr("0001+"));
  evidence.declared.prerequisites = {{PrerequisiteKind::role, "r", {}, "", "0001+", "create r"}};
  EXPECT_THAT(roles_that_nobody_supplies(evidence), IsEmpty());
  evidence.declared.prerequisites[0].after = "0002";  // too late for 0001, not for 0003
  EXPECT_THAT(roles_that_nobody_supplies(evidence), SizeIs(1));
  EXPECT_THAT(roles_that_nobody_supplies(of({on(OperationKind::create_role, "r", "0001"), first})),
              IsEmpty());
  EXPECT_THAT(roles_that_nobody_supplies(of({first, on(OperationKind::create_role, "r", "0002")})),
              SizeIs(1));
}

Operation looks_up(const std::string& revision) {
  Operation lookup = on(OperationKind::look_up, "admins", revision);
  lookup.wanted = {{"email", "k@m"}};
  return lookup;
}

TEST(SeedDependence, ALookupInATableThatNobodyFilled) {
  Evidence evidence = of({looks_up("0002")});
  auto needs = seed_dependences(evidence);
  ASSERT_THAT(needs, SizeIs(1));
  EXPECT_EQ(needs[0].name, "admins");
  EXPECT_TRUE(needs[0].certain);
  EXPECT_FALSE(needs[0].declared);
  evidence.declared.prerequisites = {{PrerequisiteKind::row,
                                      "public.admins",
                                      {{"email", "k@m"}, {"id", "1"}},
                                      "0001",
                                      "0002",
                                      "seed"}};
  EXPECT_TRUE(seed_dependences(evidence).at(0).declared);
  evidence.declared.prerequisites[0].values[0].value = "other";
  EXPECT_FALSE(seed_dependences(evidence).at(0).declared);
  EXPECT_THAT(seed_dependences(of({on(OperationKind::insert, "admins", "0001"), looks_up("0002")})),
              IsEmpty());
}

TEST(SeedDependence, WhatAsksForNoRowInParticularIsNone) {
  Operation all = looks_up("0002");
  all.wanted.clear();
  Operation open = looks_up("0002");
  open.wanted = {{"is_open", "true"}};
  Operation each = looks_up("0002");
  each.iterated = true;
  Operation later = looks_up("0002");
  later.deferred = true;
  Operation down = looks_up("0002");
  down.upgrading = false;
  EXPECT_THAT(seed_dependences(of({all, open, each, later, down})), IsEmpty());
}

TEST(SeedDependence, IsCertainOnlyWhereTheRowHasToBeThere) {
  const auto certain = [](Operation lookup, bool tested, bool when_missing) {
    Evidence evidence = of({std::move(lookup)});
    RaiseSite raise;
    raise.file = evidence.operations[0].file;
    raise.lookup_lines = {5};
    raise.when_missing = when_missing;
    if (tested) evidence.raises = {raise};
    return seed_dependences(evidence).at(0).certain;
  };
  Evidence implied = of({looks_up("0002")});
  implied.raises.resize(2);
  for (RaiseSite& raise : implied.raises) {
    raise.file = implied.operations[0].file;
    raise.lookup_lines = {5};
  }
  implied.raises[0].implied = implied.raises[0].when_missing = true;
  EXPECT_FALSE(seed_dependences(implied).at(0).certain);
  Operation rows = looks_up("0002");
  rows.feeds = "t";
  Operation value = rows;
  value.scalar = true;
  Operation maybe = looks_up("0002");
  maybe.conditional = true;
  EXPECT_TRUE(certain(looks_up("0002"), true, true));
  EXPECT_FALSE(certain(looks_up("0002"), true, false));
  EXPECT_TRUE(certain(looks_up("0002"), false, false));
  EXPECT_FALSE(certain(rows, false, false));
  EXPECT_TRUE(certain(value, false, false));
  EXPECT_FALSE(certain(maybe, true, true));
}

TEST(UndeclaredPrerequisite, OnlyOfNewFiles) {
  Evidence evidence = of({looks_up("0002"), on(OperationKind::use_role, "r", "0002")});
  EXPECT_THAT(prerequisites_that_came_undeclared(evidence), IsEmpty());
  evidence.history.base = "main";
  evidence.history.new_files = {"/srv/shop/versions/0002.py"};
  const auto findings = prerequisites_that_came_undeclared(evidence);
  ASSERT_THAT(findings, SizeIs(2));
  EXPECT_EQ(findings[0].message,
            "0002 is new against main and needs the row of admins with email = 'k@m'; the "
            "declaration must be updated in the same PR");
  EXPECT_EQ(findings[1].because_of, "missing-role");
}

}  // namespace
}  // namespace gate

// A: what proves it, and what only looks like it.
#include <gmock/gmock.h>

#include <nlohmann/json.hpp>

#include "tests/unit/diagnosis/evidence.h"

namespace gate {
namespace {

using testing::Contains;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::Pair;

Operation lookup(int line = 12) {
  Operation made = operation(OperationKind::look_up, "0002", "admins", line);
  made.wanted = {{"email", "kris@moosequest.net"}};
  return made;
}

Evidence own_raise() {
  Evidence seen = chain(raised("RuntimeError", "operator not found in the admins table."));
  seen.operations = {operation(OperationKind::create_table, "0001", "admins"), lookup()};
  seen.raises = {{"/srv/shop/versions/0002.py", 13, 15, {12}, true}};
  seen.unanswered = {lookup()};
  return seen;
}

TEST(MissingSeedRow, ARaiseThatDependsOnALookupWithoutResult) {
  const Finding finding = only(own_raise());
  EXPECT_EQ(finding.mode + " " + finding.kind, "A missing-seed-row");
  EXPECT_EQ(finding.owner, Owner::sre);
  EXPECT_THAT(finding.facts, ElementsAre(Pair("table", "admins"),
                                         Pair("looked for", "email = 'kris@moosequest.net'")));
  EXPECT_THAT(finding.places, ElementsAre(Place{"versions/0001.py", 10, "creates the table"}));
  const auto json = nlohmann::json::parse(finding.prerequisite);
  EXPECT_EQ(json["row"]["table"], "admins");
  EXPECT_EQ(json["row"]["values"]["email"], "kris@moosequest.net");
  EXPECT_EQ(json["after"], "0001");
  EXPECT_EQ(json["required_by"], "0002");
}

TEST(MissingSeedRow, ARaiseThatDependsOnNoLookupIsTheMigrationsOwnError) {
  Evidence other_line = own_raise();
  other_line.raises[0].line = other_line.raises[0].end_line = 40;
  EXPECT_EQ(kind_of(other_line), "migration-error");
  Evidence there = own_raise();
  there.raises[0].when_missing = false;
  EXPECT_EQ(kind_of(there), "migration-error");
  Evidence answered = own_raise();
  answered.unanswered.clear();
  EXPECT_EQ(kind_of(answered), "migration-error");
}

TEST(MissingSeedRow, ARowTheMigrationWasToWriteItselfIsNoPrerequisite) {
  for (const auto kind : {OperationKind::create_table, OperationKind::insert}) {
    Evidence seen = own_raise();
    seen.operations.push_back(operation(kind, "0002", "admins", 9));
    EXPECT_EQ(kind_of(seen), "migration-error");
  }
}

TEST(MissingSeedRow, PythonStumblesOverTheRowThatIsNotThere) {
  for (const auto& [name, message] : std::vector<std::pair<std::string, std::string>>{
           {"TypeError", "'NoneType' object is not subscriptable"},
           {"AttributeError", "'NoneType' object has no attribute 'id'"},
           {"IndexError", "list index out of range"}}) {
    Evidence seen = own_raise();
    seen.raises[0].implied = true;
    seen.steps[0].failure->chain = {{name, message}};
    EXPECT_EQ(kind_of(seen), "missing-seed-row") << name;
    seen.steps[0].failure->chain = {{"ValueError", "no"}};
    EXPECT_EQ(kind_of(seen), "migration-error") << "it is about something else";
    seen.steps[0].failure->chain = {{name, message}};
    seen.raises.clear();
    EXPECT_EQ(kind_of(seen), "migration-error") << name << " on a line that uses no lookup";
  }
}

TEST(MissingSeedRow, OneThatFoundNoneIsTheLastLookups) {
  Evidence seen = own_raise();
  seen.raises.clear();
  seen.steps[0].failure->chain = {{"sqlalchemy.exc.NoResultFound", "No row was found"}};
  EXPECT_EQ(kind_of(seen), "missing-seed-row");
}

Evidence missing_key(const std::string& detail) {
  Evidence seen = chain(refused("23503", "insert or update violates foreign key constraint"));
  seen.steps[0].failure->sql->detail = detail;
  seen.steps[0].failure->sql->table = "orders";
  seen.failing = {operation(OperationKind::insert, "0002", "orders")};
  return seen;
}

TEST(MissingSeedRow, AForeignKeyToARowThatIsNotThere) {
  Evidence seen = missing_key("Key (org, plan)=(7, a (b)) is not present in table \"plans\".");
  EXPECT_EQ(only(seen).facts.size(), 1u) << "the detail names the columns that refer";
  seen.catalog.referenced_columns = {"org", "id"};
  const Finding finding = only(seen);
  EXPECT_THAT(finding.facts, Contains(Pair("looked for", "org = '7' and id = 'a (b)'")));
  EXPECT_EQ(finding.kind, "missing-seed-row");
  EXPECT_THAT(finding.facts, Contains(Pair("table", "plans")));
  EXPECT_EQ(kind_of(missing_key("La clé (id)=(7) n'est pas présente dans la table « plans ».")),
            "postgres-incompatibility")
      << "the table's name is in other quotes";
}

TEST(MissingSeedRow, OtherForeignKeyTroubleIsNot) {
  EXPECT_EQ(kind_of(missing_key("Key (id)=(7) is still referenced from table \"orders\".")),
            "postgres-incompatibility");
  Evidence added = missing_key("Key (id)=(7) is not present in table \"plans\".");
  added.failing = {operation(OperationKind::alter_table, "0002", "orders")};
  EXPECT_EQ(kind_of(added), "postgres-incompatibility");
  Evidence wrong_order = missing_key("Key (id)=(7) is not present in table \"plans\".");
  wrong_order.operations = {operation(OperationKind::insert, "0002", "plans", 30)};
  EXPECT_EQ(kind_of(wrong_order), "postgres-incompatibility");
}

TEST(MissingSeedRow, WhatElseTheTableDemandsIsProposedToo) {
  Evidence seen = own_raise();
  seen.catalog.row =
      RowNeeds{{{"email", "x"}, {"name", "CI seed"}}, {{"id", "7"}}, {{"code"}, {"email"}}};
  const auto row = nlohmann::json::parse(only(seen).prerequisite)["row"];
  EXPECT_EQ(row["values"], nlohmann::json({{"email", "kris@moosequest.net"}, {"name", "CI seed"}}));
  EXPECT_EQ(row["conflict"], nlohmann::json({"email"}));
  seen.catalog.row->unique = {{"code"}, {"name"}};
  EXPECT_EQ(nlohmann::json::parse(only(seen).prerequisite)["row"]["conflict"],
            nlohmann::json({"name"}));
  seen.catalog.row->unique = {{"code"}};
  const auto keyed = nlohmann::json::parse(only(seen).prerequisite)["row"];
  EXPECT_EQ(keyed["conflict"], nlohmann::json({"id"}));
  EXPECT_EQ(keyed["values"]["id"], "7");
}

TEST(MissingSeedRow, ANullThatASubSelectGave) {
  Evidence seen = chain(refused("23502", "null value in column \"admin_id\""));
  seen.failing = {operation(OperationKind::insert, "0002", "grants")};
  EXPECT_EQ(kind_of(seen), "postgres-incompatibility");
  seen.feeding = {lookup()};
  EXPECT_EQ(kind_of(seen), "missing-seed-row");
  seen.feeding.push_back(lookup());
  EXPECT_EQ(kind_of(seen), "postgres-incompatibility") << "either could be the one";
}

TEST(MissingSeedRow, DeclaredForALaterRevisionItHasToMove) {
  Evidence seen = own_raise();
  seen.declared.prerequisites = {{PrerequisiteKind::row,
                                  "admins",
                                  {{"id", "1"}, {"email", "kris@moosequest.net"}},
                                  "0002",
                                  "0003",
                                  "seed kris"}};
  EXPECT_THAT(only(seen).fix, HasSubstr("only for 0003"));
  seen.declared.prerequisites[0].values[1].value = "other@moosequest.net";
  EXPECT_NE(only(seen).prerequisite, "");
}

}  // namespace
}  // namespace gate

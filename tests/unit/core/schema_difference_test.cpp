// What differs between two schemas: what is told, what is told with something bigger, and what is
// tolerated.
#include <gmock/gmock.h>

#include <ostream>

#include "gate/core/schema.h"

namespace gate {

void PrintTo(const SchemaDifference& one, std::ostream* out) {
  *out << to_string(one.change) << " " << one.kind << " " << one.name << " [" << one.attribute
       << "] " << one.before << " -> " << one.after << " (" << one.tolerance << ")";
}

namespace {

using testing::ElementsAre;
using testing::IsEmpty;

Schema schema(std::vector<SchemaObject> objects) {
  Schema made;
  for (SchemaObject& object : objects) {
    std::string key = key_of(object);
    made.emplace(std::move(key), std::move(object));
  }
  return made;
}

SchemaObject table(const std::string& name, const std::string& made = "2") {
  return {"table", name, "schema public", {{"owner", "kris"}, {"columns made", made}}};
}
SchemaObject column(const std::string& table, const std::string& name, const std::string& position,
                    const std::string& type = "integer") {
  return {"column", table + "." + name, "table " + table, {{"position", position}, {"type", type}}};
}
SchemaObject index(const std::string& name, const std::string& part_of) {
  return {"index", name, part_of, {{"definition", "CREATE INDEX " + name}}};
}
SchemaObject enumeration(const std::string& labels) {
  return {"enum", "public.mood", "schema public", {{"owner", "kris"}, {"labels", labels}}};
}

const SchemaObject orders = table("public.orders");
const SchemaObject id = column("public.orders", "id", "1");
const SchemaObject total = column("public.orders", "total", "2", "numeric(10,2)");

TEST(SchemaDifference, EqualSchemasHaveNone) {
  const Schema one = schema({orders, id, total});
  EXPECT_THAT(differences(one, one), IsEmpty());
  EXPECT_THAT(differences({}, {}), IsEmpty());
}

TEST(SchemaDifference, AnObjectThatIsLeftIsToldWithItsDefinition) {
  SchemaObject with_default = total;
  with_default.attributes.emplace_back("not null", "NOT NULL");
  with_default.attributes.emplace_back("default", "0");
  EXPECT_THAT(differences(schema({orders, id}), schema({orders, id, with_default})),
              ElementsAre(SchemaDifference{SchemaChange::added, "column", "public.orders.total",
                                           "table public.orders", "", "",
                                           "total numeric(10,2) NOT NULL DEFAULT 0", ""}));
}

TEST(SchemaDifference, AnObjectThatIsLostIsToldAsItWas) {
  const SchemaObject one = index("public.ix_orders_open", "table public.orders");
  EXPECT_THAT(differences(schema({orders, one}), schema({orders})),
              ElementsAre(SchemaDifference{SchemaChange::removed, "index", "public.ix_orders_open",
                                           "table public.orders", "",
                                           "CREATE INDEX public.ix_orders_open", "", ""}));
}

TEST(SchemaDifference, OfATableThatIsLeftOnlyTheTableIsTold) {
  const SchemaObject one = index("public.ix_orders_total", "column public.orders.total");
  const auto told = differences({}, schema({orders, id, total, one}));
  EXPECT_THAT(told, ElementsAre(SchemaDifference{SchemaChange::added, "table", "public.orders",
                                                 "schema public", "", "",
                                                 "(id integer, total numeric(10,2))", ""}));
}

TEST(SchemaDifference, APartOfWhatIsThereOnBothSidesIsToldByItself) {
  const SchemaObject one = index("public.ix_orders_total", "column public.orders.total");
  EXPECT_THAT(differences(schema({orders, id, total}), schema({orders, id, total, one})),
              ElementsAre(testing::Field(&SchemaDifference::kind, "index")));
}

TEST(SchemaDifference, AChangeIsToldByAttributeWithBothValues) {
  SchemaObject later = total;
  later.attributes[1].second = "numeric(12,2)";
  later.attributes.emplace_back("default", "0");
  EXPECT_THAT(differences(schema({orders, total}), schema({orders, later})),
              ElementsAre(SchemaDifference{SchemaChange::changed, "column", "public.orders.total",
                                           "table public.orders", "type", "numeric(10,2)",
                                           "numeric(12,2)", ""},
                          SchemaDifference{SchemaChange::changed, "column", "public.orders.total",
                                           "table public.orders", "default", "", "0", ""}));
}

TEST(SchemaDifference, AWholeIsToldBeforeItsParts) {
  SchemaObject owned = orders;
  owned.attributes[0].second = "sre";
  SchemaObject wider = total;
  wider.attributes[1].second = "text";
  std::vector<std::string> told;
  for (const auto& one :
       differences(schema({orders, total, table("public.zones")}),
                   schema({owned, wider, index("public.a", "column public.orders.total")}))) {
    told.push_back(one.kind + " " + one.name);
  }
  EXPECT_THAT(told, ElementsAre("table public.orders", "column public.orders.total",
                                "index public.a", "table public.zones"));
}

TEST(SchemaDifference, ColumnOrderIsToldOncePerTable) {
  const Schema before = schema({orders, id, total});
  const Schema after = schema({orders, column("public.orders", "id", "2"),
                               column("public.orders", "total", "1", "numeric(10,2)")});
  EXPECT_THAT(
      differences(before, after),
      ElementsAre(SchemaDifference{SchemaChange::changed, "table", "public.orders", "schema public",
                                   "column order", "id, total", "total, id", ""}));
}

TEST(SchemaDifference, ColumnOrderIsToleratedWhereAColumnWasDropped) {
  const Schema before = schema({orders, id, total});
  const Schema after =
      schema({table("public.orders", "3"), column("public.orders", "id", "3"), total});
  EXPECT_THAT(differences(before, after),
              ElementsAre(testing::Field(&SchemaDifference::tolerance, column_order)));
}

TEST(SchemaDifference, OfTheColumnOrderOnlyWhatDiffersIsTold) {
  const auto in_order = [](const std::string& names) {
    std::vector<SchemaObject> objects{table("public.orders", "9")};
    for (std::size_t i = 0; i < names.size(); ++i) {
      objects.push_back(column("public.orders", names.substr(i, 1), std::to_string(i + 1)));
    }
    return schema(objects);
  };
  const auto told = differences(in_order("abcdef"), in_order("abdecf"));
  ASSERT_EQ(told.size(), 1u);
  EXPECT_EQ(told[0].before, "..., c, d, e, ...");
  EXPECT_EQ(told[0].after, "..., d, e, c, ...");
}

TEST(SchemaDifference, APositionThatOnlyMovedUpIsNone) {
  const Schema before = schema({orders, id, total});
  const Schema after = schema({table("public.orders", "7"), column("public.orders", "id", "4"),
                               column("public.orders", "total", "7", "numeric(10,2)")});
  EXPECT_THAT(differences(before, after), IsEmpty());
}

TEST(SchemaDifference, ANewColumnInTheMiddleIsNotAnotherOrder) {
  const Schema before = schema({orders, id, total});
  const Schema after = schema({table("public.orders", "3"), id, column("public.orders", "tax", "2"),
                               column("public.orders", "total", "3", "numeric(10,2)")});
  EXPECT_THAT(differences(before, after),
              ElementsAre(testing::Field(&SchemaDifference::name, "public.orders.tax")));
}

std::string tolerance_between(const SchemaObject& before, const SchemaObject& after) {
  const auto told = differences(schema({before}), schema({after}));
  return told.size() == 1 ? told[0].tolerance : "told " + std::to_string(told.size());
}

TEST(SchemaDifference, AddedEnumLabelsAreTolerated) {
  const SchemaObject before = enumeration("'sad', 'it''s, well, ok'");
  EXPECT_EQ(tolerance_between(before, enumeration("'sad', 'calm', 'it''s, well, ok', 'happy'")),
            enum_value_left);
  EXPECT_EQ(tolerance_between(before, enumeration("'it''s, well, ok', 'sad', 'calm'")), "");
  EXPECT_EQ(tolerance_between(before, enumeration("'sad', 'happy'")), "");
  EXPECT_EQ(tolerance_between(before, enumeration("'sad'")), "");
}

TEST(SchemaDifference, WhatAnExtensionLeavesIsToleratedAndWhatIsLostIsNot) {
  const SchemaObject pgcrypto{"extension", "pgcrypto", "", {{"version", "1.3"}}};
  EXPECT_THAT(differences({}, schema({pgcrypto})),
              ElementsAre(testing::Field(&SchemaDifference::tolerance, extension_left)));
  EXPECT_THAT(differences(schema({pgcrypto}), {}),
              ElementsAre(testing::Field(&SchemaDifference::tolerance, "")));
}

TEST(SchemaDifference, ARoleThatIsLeftTakesItsMembershipsWithIt) {
  const SchemaObject reader{"role", "reader", "", {{"definition", "NOSUPERUSER"}}};
  const SchemaObject kris{"role", "kris", "", {{"definition", "NOSUPERUSER"}}};
  const SchemaObject membership{
      "membership", "kris in reader", "role kris", {{"member", "kris"}, {"role", "reader"}}};
  EXPECT_THAT(differences(schema({kris}), schema({kris, reader, membership})),
              ElementsAre(testing::AllOf(testing::Field(&SchemaDifference::name, "reader"),
                                         testing::Field(&SchemaDifference::tolerance, role_left))));
  EXPECT_THAT(differences(schema({kris, reader}), schema({kris, reader, membership})),
              ElementsAre(testing::AllOf(testing::Field(&SchemaDifference::kind, "membership"),
                                         testing::Field(&SchemaDifference::tolerance, ""))));
}

TEST(SchemaDifference, AnInheritedColumnIsToldWithTheParents) {
  SchemaObject child = table("public.special");
  child.attributes.emplace_back("inherits", "public.base, public.orders");
  child.attributes.emplace_back("parents", "public.base\npublic.orders");
  SchemaObject inherited = column("public.special", "total", "1", "numeric(10,2)");
  inherited.attributes.emplace_back("inheritance", "inherited");
  EXPECT_THAT(differences(schema({orders, child}), schema({orders, child, total, inherited})),
              ElementsAre(testing::Field(&SchemaDifference::name, "public.orders.total")));
  EXPECT_THAT(
      differences(schema({orders, child, total}), schema({orders, child, total, inherited})),
      ElementsAre(testing::Field(&SchemaDifference::name, "public.special.total")));
}

TEST(SchemaDifference, ThatAColumnIsInheritedIsToldWithTheTable) {
  SchemaObject alone = table("public.special");
  SchemaObject child = alone;
  child.attributes.emplace_back("inherits", "public.orders");
  const SchemaObject own = column("public.special", "total", "1");
  SchemaObject inherited = own;
  inherited.attributes.emplace_back("inheritance", "inherited, and its own");
  EXPECT_THAT(differences(schema({alone, own}), schema({child, inherited})),
              ElementsAre(testing::Field(&SchemaDifference::attribute, "inherits")));
  EXPECT_THAT(differences(schema({child, own}), schema({child, inherited})),
              ElementsAre(testing::Field(&SchemaDifference::attribute, "inheritance")));
}

TEST(SchemaDifference, AnIdentityIsToldWithItsSequence) {
  SchemaObject identity = id;
  identity.attributes.emplace_back("identity", "ALWAYS");
  const SchemaObject sequence{"sequence",
                              "public.orders_id_seq",
                              "column public.orders.id",
                              {{"owned by", "identity of public.orders.id"}}};
  EXPECT_THAT(differences(schema({orders, id}), schema({orders, identity, sequence})),
              ElementsAre(testing::Field(&SchemaDifference::attribute, "identity")));
  EXPECT_THAT(differences(schema({orders, identity}), schema({orders, identity, sequence})),
              ElementsAre(testing::Field(&SchemaDifference::kind, "sequence")));
}

TEST(SchemaDifference, APartitionsIndexIsToldWithThatOfThePartitionedTable) {
  const SchemaObject whole = index("public.ix_events", "table public.events");
  SchemaObject part = index("public.ix_events_2026", "table public.events_2026");
  part.attributes.emplace_back("attached to", "public.ix_events");
  EXPECT_THAT(differences({}, schema({whole, part})),
              ElementsAre(testing::Field(&SchemaDifference::name, "public.ix_events")));
}

TEST(SchemaDifference, ASchemaIsToldWithWhatItHolds) {
  const SchemaObject audit{"schema", "audit", "", {{"owner", "kris"}}};
  const SchemaObject log{"table", "audit.log", "schema audit", {{"owner", "kris"}}};
  EXPECT_THAT(
      differences({}, schema({audit, log})),
      ElementsAre(testing::AllOf(testing::Field(&SchemaDifference::kind, "schema"),
                                 testing::Field(&SchemaDifference::after, "table audit.log"))));
}

}  // namespace
}  // namespace gate

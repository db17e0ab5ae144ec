// The order of tables by their foreign keys.
#include "gate/pipeline/rows/fill_order.h"

#include <gmock/gmock.h>

namespace gate {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

// A table whose oid is its name; references as {table, may be NULL}.
RowTable table(const std::string& name,
               const std::vector<std::pair<std::string, bool>>& references = {}) {
  RowTable made;
  made.oid = made.name = name;
  for (const auto& [to, may_be_null] : references) {
    RowColumn column;
    column.name = to + "_id";
    column.not_null = !may_be_null;
    made.columns.push_back(column);
    made.references.push_back({to, to, {column.name}, {"id"}});
  }
  return made;
}

using Groups = std::vector<std::vector<std::size_t>>;

TEST(FillOrder, WhatIsReferredToComesFirst) {
  const auto order =
      fill_order({table("a", {{"b", false}}), table("b", {{"c", true}}), table("c"), table("d")},
                 {0, 1, 2, 3});
  EXPECT_EQ(order.groups, (Groups{{2}, {3}, {1}, {0}}));
  EXPECT_THAT(order.postponed, IsEmpty());
}

TEST(FillOrder, ATableThatRefersToItselfWaitsForNobody) {
  EXPECT_EQ(fill_order({table("a", {{"a", false}})}, {0}).groups, (Groups{{0}}));
}

TEST(FillOrder, ACircleIsOpenedWhereNullIsAllowed) {
  const auto order = fill_order({table("a", {{"b", false}}), table("b", {{"a", true}})}, {0, 1});
  EXPECT_EQ(order.groups, (Groups{{1}, {0}}));
  EXPECT_THAT(order.postponed, ElementsAre(PostponedReference{1, 0}));
}

TEST(FillOrder, ACircleWithoutNullIsFilledTogether) {
  const auto order =
      fill_order({table("a", {{"b", false}}), table("b", {{"c", false}}),
                  table("c", {{"a", false}, {"d", true}}), table("d", {{"a", true}})},
                 {0, 1, 2, 3});
  EXPECT_EQ(order.groups, (Groups{{3}, {0, 1, 2}}));
  EXPECT_THAT(order.postponed, ElementsAre(PostponedReference{3, 0}));
}

TEST(FillOrder, WhatATableCannotDoWithoutIsFilledThoughItIsNotWanted) {
  const std::vector<RowTable> tables{table("a", {{"b", false}, {"c", true}}),
                                     table("b", {{"d", false}}), table("c"), table("d")};
  EXPECT_EQ(fill_order(tables, {0}).groups, (Groups{{3}, {1}, {0}}));
}

}  // namespace
}  // namespace gate

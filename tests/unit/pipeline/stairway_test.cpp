// The order of a stairway's steps on graphs of every shape.
#include "gate/pipeline/stairway.h"

#include <gmock/gmock.h>

#include "gate/pipeline/aim.h"
#include "tests/unit/source/revisions.h"

namespace gate {
namespace {

using testing::ElementsAre;

Declaration shop() {
  Declaration tree;
  tree.title = "Shop";
  return tree;
}

// Each step after "Shop — ", without "stairway".
std::vector<std::string> told(const Declaration& tree, const std::vector<RevisionFile>& files,
                              std::size_t stairs = all_stairs) {
  std::vector<std::string> all;
  for (const PlannedStep& step : plan_stairway(tree, RevisionGraph(files), stairs)) {
    std::string name = step.name.substr(std::string("Shop — ").size());
    if (name.starts_with("stairway ")) name = name.substr(9);
    all.push_back(step.skip.empty() ? name : name + " (" + step.skip + ")");
  }
  return all;
}

// The commands that the steps become, from an empty database on.
std::vector<std::string> commands(const Declaration& tree, const std::vector<RevisionFile>& files) {
  const RevisionGraph graph(files);
  std::vector<std::string> rows;
  std::vector<std::string> all;
  for (const PlannedStep& step : plan_stairway(tree, graph, all_stairs)) {
    if (!step.stair) continue;
    const Aim next = aim(step, graph, rows);
    rows = next.rows;
    all.push_back(next.command.name + " " + next.command.revision);
  }
  return all;
}

TEST(Stairway, EachRevisionIsWalkedUpDownAndUp) {
  EXPECT_THAT(told(shop(), chain(2)),
              ElementsAre("00001: up", "00001: down", "00001: up again", "00002: up", "00002: down",
                          "00002: up again", "assert single head"));
  EXPECT_THAT(commands(shop(), chain(2)),
              ElementsAre("upgrade 00001", "downgrade base", "upgrade 00001", "upgrade 00002",
                          "downgrade -1", "upgrade 00002"));
}

TEST(Stairway, OfAFewTheRestIsBelowThem) {
  EXPECT_THAT(told(shop(), chain(5), 1),
              ElementsAre("alembic upgrade to 00004 (below the stairway)", "00005: up",
                          "00005: down", "00005: up again", "assert single head"));
}

TEST(Stairway, MoreThanThereAreAreAll) { EXPECT_EQ(told(shop(), chain(2), 9).size(), 7u); }

TEST(Stairway, AMergeIsLeftForEachOfItsParents) {
  const std::vector<RevisionFile> fork{revision("a"), revision("b", {"a"}), revision("c", {"a"}),
                                       revision("d", {"b", "c"})};
  EXPECT_THAT(commands(shop(), fork),
              ElementsAre("upgrade a", "downgrade base", "upgrade a", "upgrade b", "downgrade -1",
                          "upgrade b", "upgrade c", "downgrade c@a", "upgrade c", "upgrade d",
                          "downgrade b", "upgrade d", "downgrade c", "upgrade d"));
}

TEST(Stairway, WhatARevisionDependsOnComesBeforeIt) {
  const std::vector<RevisionFile> two{revision("a"), revision("x"), revision("b", {"a"}, {"x"}),
                                      revision("d", {"b", "x"})};
  const auto all = told(shop(), two);
  const auto place = [&](const std::string& name) {
    return std::find(all.begin(), all.end(), name) - all.begin();
  };
  EXPECT_LT(place("x: up again"), place("b: up"));
  EXPECT_LT(place("b: up again"), place("d: up"));
}

TEST(Stairway, APrerequisiteComesRightAfterTheRevisionItFollows) {
  Declaration tree = shop();
  tree.prerequisites = {{SeedRole{"app"}, "", "00001", "create app"},
                        {SeedRole{"late"}, "00001", "00002", "create late"}};
  EXPECT_THAT(told(tree, chain(2)),
              ElementsAre("create app (required by 00001)", "00001: up", "00001: down",
                          "00001: up again", "create late (required by 00002)", "00002: up",
                          "00002: down", "00002: up again", "assert single head"));
  EXPECT_THAT(told(tree, chain(2), 1),
              ElementsAre("create app (required by 00001)", "alembic upgrade to 00001 (pre-seed)",
                          "create late (required by 00002)",
                          "alembic upgrade to 00001 (below the stairway)", "00002: up",
                          "00002: down", "00002: up again", "assert single head"));
}

TEST(Stairway, WhatIsDeclaredIrreversibleIsEnteredAndNotLeft) {
  Declaration tree = shop();
  tree.irreversible = {{"00001", "passwords are gone", "OPS-12"}};
  const std::string why = " (00001 is declared irreversible: passwords are gone (OPS-12))";
  EXPECT_THAT(told(tree, chain(1)), ElementsAre("00001: up", "00001: down" + why,
                                                "00001: up again" + why, "assert single head"));
}

TEST(Stairway, NothingIsWalkedThatTheBaselineHolds) {
  Declaration tree = shop();
  tree.baseline = Baseline{"/srv/b.sql", "b.sql", "00001"};
  EXPECT_THAT(told(tree, chain(2)),
              ElementsAre("apply baseline b.sql", "alembic stamp 00001 (baseline)", "00002: up",
                          "00002: down", "00002: up again", "assert single head"));
}

TEST(Stairway, HowFarItIsIsToldWhereAStairBeginsAndAfterTheLast) {
  const auto plan = plan_stairway(shop(), RevisionGraph(chain(2)), all_stairs);
  EXPECT_EQ(stairs_done(plan, 0)->done, 0u);
  EXPECT_FALSE(stairs_done(plan, 1));
  EXPECT_EQ(stairs_done(plan, 3)->done, 1u);
  EXPECT_EQ(stairs_done(plan, 6)->done, 2u);
  EXPECT_EQ(stairs_done(plan, 6)->total, 2u);
}

}  // namespace
}  // namespace gate

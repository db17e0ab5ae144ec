#include "gate/pipeline/declared_heads.h"

#include <gtest/gtest.h>

#include "gate/pipeline/plan.h"
#include "gate/source/revision_graph.h"
#include "tests/unit/source/revisions.h"

namespace gate {
namespace {

RevisionFile labelled(RevisionFile file, const std::string& label) {
  file.branch_labels = {label};
  return file;
}

Declaration shop(std::vector<std::string> heads) {
  Declaration tree;
  tree.file = "/repo/seeds/shop.json";
  tree.title = "Shop";
  tree.heads = std::move(heads);
  return tree;
}

std::string refused(const std::vector<std::string>& heads, const std::vector<RevisionFile>& files) {
  const auto checked = check_declared_heads(shop(heads), files);
  return checked ? "" : checked.error().message;
}

const std::vector<RevisionFile> two{labelled(revision("l"), "left"),
                                    labelled(revision("r"), "right")};

TEST(DeclaredHeads, EachLabelHasAHeadOfItsOwn) {
  EXPECT_EQ(refused({"left", "right"}, two), "");
  EXPECT_EQ(refused({}, two), "");
}

TEST(DeclaredHeads, ALabelThatNobodyHas) {
  EXPECT_EQ(
      refused({"left", "write"}, two),
      "/repo/seeds/shop.json: /heads/1: found write, which no revision has as a branch label; "
      "expected one of left, right");
  EXPECT_EQ(refused({"left"}, chain(2)),
            "/repo/seeds/shop.json: /heads/0: found left, which no revision has as a branch label; "
            "expected no \"heads\", as no revision of the tree has a label");
}

TEST(DeclaredHeads, TwoLabelsOfOneHead) {
  auto merged = two;
  merged.push_back(revision("m", {"l", "r"}));
  EXPECT_EQ(
      refused({"left", "right"}, merged),
      "/repo/seeds/shop.json: /heads/1: found right, whose head m is left's as well; expected "
      "a head of its own");
}

TEST(DeclaredHeads, AreWalkedInTheOrderOfTheirDependencies) {
  auto files = two;
  files[0].depends_on = {"right"};
  const RevisionGraph graph(files);
  const auto steps = plan(shop({"left", "right"}), &graph);
  ASSERT_EQ(steps.size(), 8U);
  EXPECT_EQ(steps[0].name, "Shop — alembic upgrade right@head");
  EXPECT_EQ(steps[1].name, "Shop — assert single head (right)");
  EXPECT_EQ(steps[2].name, "Shop — downgrade -1 (reversibility check, right)");
  EXPECT_EQ(steps[3].name, "Shop — alembic upgrade right@head (round trip)");
  EXPECT_EQ(steps[4].name, "Shop — alembic upgrade left@head");
  EXPECT_EQ(steps[7].branch, "left");
}

TEST(DeclaredHeads, GetTheirPrerequisitesInTheirOwnWalk) {
  const RevisionGraph graph(two);
  auto tree = shop({"left", "right"});
  tree.prerequisites.push_back({SeedRole{"clerk"}, "r", "r", "create clerk"});
  const auto steps = plan(tree, &graph);
  ASSERT_EQ(steps.size(), 10U);
  EXPECT_EQ(steps[4].name, "Shop — alembic upgrade to r (pre-seed)");
  EXPECT_EQ(steps[5].name, "Shop — create clerk (required by r)");
  EXPECT_EQ(steps[5].branch, "right");
}

}  // namespace
}  // namespace gate

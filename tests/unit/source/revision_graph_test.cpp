#include "gate/source/revision_graph.h"

#include <gtest/gtest.h>

#include "tests/unit/source/revisions.h"

namespace gate {
namespace {

using Ids = std::vector<std::string>;

// A branch, a merge of it and a dependency to the side:
//   a <- b <- d(b, c) <- e(depends on x)
//   a <- c            x <- y
const RevisionGraph branched({revision("a"), revision("b", {"a"}), revision("c", {"a"}),
                              revision("d", {"b", "c"}), revision("e", {"d"}, {"x"}), revision("x"),
                              revision("y", {"x"})});

TEST(RevisionGraphTest, HeadsAndBases) {
  EXPECT_EQ(branched.heads(), (Ids{"e", "y"}));
  EXPECT_EQ(branched.bases(), (Ids{"a", "x"}));
  EXPECT_EQ(RevisionGraph({}).heads(), Ids{});
  EXPECT_TRUE(RevisionGraph({}).empty());
  EXPECT_FALSE(branched.empty());
}

TEST(RevisionGraphTest, Neighbours) {
  EXPECT_EQ(branched.parents("d"), (Ids{"b", "c"}));
  EXPECT_EQ(branched.parents("e"), Ids{"d"});
  EXPECT_EQ(branched.parents("a"), Ids{});
  EXPECT_EQ(branched.parents("nowhere"), Ids{});
  EXPECT_TRUE(branched.is_merge("d"));
  EXPECT_FALSE(branched.is_merge("e"));
  EXPECT_FALSE(branched.is_merge("nowhere"));
}

TEST(RevisionGraphTest, AncestorsInOrder) {
  EXPECT_EQ(branched.ancestors("e"), (Ids{"a", "b", "c", "d", "x"}));
  EXPECT_EQ(branched.ancestors("b"), Ids{"a"});
  EXPECT_EQ(branched.ancestors("a"), Ids{});
  EXPECT_EQ(branched.ancestors("nowhere"), Ids{});
  // The order is the chain's, whatever the ids.
  const RevisionGraph backwards({revision("a", {"b"}), revision("b", {"c"}), revision("c")});
  EXPECT_EQ(backwards.ancestors("a"), (Ids{"c", "b"}));
  EXPECT_LT(backwards.position("c"), backwards.position("b"));
  EXPECT_LT(backwards.position("b"), backwards.position("a"));
}

TEST(RevisionGraphTest, ResolvesIdsAndPrefixes) {
  const RevisionGraph graph({revision("0001"), revision("00010", {"0001"}), revision("0002+"),
                             revision("abc1"), revision("abd1")});
  EXPECT_EQ(graph.resolve("0001").value(), "0001");  // exact, though it begins another
  EXPECT_EQ(graph.resolve("abc").value(), "abc1");
  EXPECT_EQ(graph.resolve("abc1+").value(), "abc1");
  EXPECT_EQ(graph.resolve("0002+").value(), "0002+");
  EXPECT_EQ(graph.resolve("0001+").value(), "0001");
  EXPECT_EQ(graph.resolve("0016").error().message,
            "found no revision \"0016\" among 5, expected one");
  EXPECT_EQ(graph.resolve("ab").error().message,
            "found 2 revisions that begin with \"ab\" (abc1, abd1), expected one");
  EXPECT_EQ(graph.resolve("").error().message, "found no revision \"\" among 5, expected one");
  EXPECT_EQ(graph.resolve("+").error().message, "found no revision \"\" among 5, expected one");
  EXPECT_EQ(RevisionGraph(chain(40)).resolve("000").error().message,
            "found 40 revisions that begin with \"000\" (00001, 00002, 00003, 00004, 00005, ...), "
            "expected one");
}

TEST(RevisionGraphTest, RowsAfterAnUpgrade) {
  EXPECT_EQ(branched.after_upgrade({}, "e"), Ids{"e"});
  EXPECT_EQ(branched.after_upgrade({"b"}, "c"), (Ids{"b", "c"}));
  EXPECT_EQ(branched.after_upgrade({"b", "c"}, "d"), Ids{"d"});
  EXPECT_EQ(branched.after_upgrade({"e"}, "y"), (Ids{"e", "y"}));
  EXPECT_EQ(branched.after_upgrade({"y"}, "x"), Ids{"y"});
  EXPECT_EQ(branched.after_upgrade({}, "nowhere"), Ids{});
}

TEST(RevisionGraphTest, RowsAfterADowngrade) {
  EXPECT_EQ(branched.after_downgrade({"d"}, {"d"}), (Ids{"b", "c"}));
  EXPECT_EQ(branched.after_downgrade({"e"}, {"e"}), (Ids{"d", "x"}));
  EXPECT_EQ(branched.after_downgrade({"e", "y"}, {"e"}), (Ids{"d", "y"}));
  EXPECT_EQ(branched.after_downgrade({"b"}, {"a"}), Ids{});
  EXPECT_EQ(branched.after_downgrade({"e"}, {"y"}), Ids{"e"});
  // What needs it goes with it, by whatever tie.
  EXPECT_EQ(branched.after_downgrade({"e", "y"}, {"x"}), Ids{"d"});
}

TEST(RevisionGraphTest, LabelsLeadToHeads) {
  auto left = revision("l1", {"t"});
  auto right = revision("r1", {"t"}, {"l2"});
  left.branch_labels = {"left"};
  right.branch_labels = {"right"};
  const RevisionGraph graph({revision("t"), left, revision("l2", {"l1"}), right});
  EXPECT_EQ(graph.labels(), (Ids{"left", "right"}));
  EXPECT_EQ(graph.heads_of("left"), Ids{"l2"});
  EXPECT_EQ(graph.heads_of("right"), Ids{"r1"});
  EXPECT_EQ(graph.heads_of("nobody"), Ids{});
  EXPECT_EQ(graph.children("t"), (Ids{"l1", "r1"}));
  EXPECT_TRUE(graph.has_dependencies("r1"));
  EXPECT_FALSE(graph.has_dependencies("l2"));
  EXPECT_TRUE(graph.leads_over("right", "left"));
  EXPECT_FALSE(graph.leads_over("left", "right"));
  EXPECT_TRUE(graph.leads_over("right", "l1"));
  EXPECT_FALSE(graph.leads_over("left", "r1"));
  EXPECT_FALSE(graph.leads_over("left", "nobody"));
  EXPECT_TRUE(graph.leads_over("", "r1"));
}

TEST(RevisionGraphTest, ImpliedRowsAreLeftOut) {
  EXPECT_EQ(branched.without_implied({"e", "a", "x"}), Ids{"e"});
  EXPECT_EQ(branched.without_implied({"c", "b"}), (Ids{"b", "c"}));
  EXPECT_EQ(branched.without_implied({"y", "e"}), (Ids{"e", "y"}));
  EXPECT_EQ(branched.without_implied({"unknown", "a"}), (Ids{"a", "unknown"}));
  EXPECT_EQ(branched.without_implied({}), Ids{});
}

TEST(RevisionGraphTest, MakesSenseOfABrokenGraph) {
  auto twice = revision("b", {"x"});
  const RevisionGraph graph({revision("a"), revision("b", {"a"}), twice, revision("c", {"gone"}),
                             revision("k", {"l"}), revision("l", {"k"}), broken("z.py")});
  EXPECT_EQ(graph.parents("b"), Ids{"a"});
  EXPECT_EQ(graph.parents("c"), Ids{});
  EXPECT_EQ(graph.heads(), (Ids{"b", "c"}));
  EXPECT_EQ(graph.ancestors("k"), Ids{"l"});
  EXPECT_GT(graph.position("k"), graph.position("c"));
}

TEST(RevisionGraphTest, DependsOnABranchLabel) {
  auto labelled = revision("x1");
  labelled.branch_labels = {"audit"};
  const RevisionGraph graph({labelled, revision("a"), revision("b", {"a"}, {"audit"})});
  EXPECT_EQ(graph.ancestors("b"), (Ids{"a", "x1"}));
}

TEST(RevisionGraphTest, LongChainsAreNoMatter) {
  const RevisionGraph graph(chain(10000));
  EXPECT_EQ(graph.ancestors("10000").size(), 9999U);
  EXPECT_EQ(graph.position("10000"), 9999U);
  EXPECT_EQ(graph.after_downgrade({"10000"}, {"10000"}), Ids{"09999"});
}

}  // namespace
}  // namespace gate

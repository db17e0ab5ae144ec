#include "gate/report/html/graph_layout.h"

#include <fmt/format.h>
#include <gmock/gmock.h>

namespace gate::html {
namespace {

using testing::ElementsAre;

ShownRevision revision(std::string id, std::vector<std::string> parents,
                       std::vector<std::string> depends_on = {}) {
  return {std::move(id), std::move(parents), std::move(depends_on), {}, "", "", 0};
}

// "id@lane", with + for a head and ? for what is missing, by row.
std::vector<std::string> nodes(const GraphLayout& layout) {
  std::vector<std::string> all;
  for (const GraphNode& node : layout.nodes) {
    EXPECT_EQ(node.row, all.size());
    all.push_back(fmt::format("{}@{}{}{}", node.id, node.lane, node.head ? "+" : "",
                              node.missing ? "?" : ""));
  }
  return all;
}

// "from>to@lane", ~ for a dependence.
std::vector<std::string> edges(const GraphLayout& layout) {
  std::vector<std::string> all;
  for (const GraphEdge& edge : layout.edges) {
    all.push_back(fmt::format("{}{}{}@{}", layout.nodes[edge.from].id,
                              edge.kind == EdgeKind::parent ? ">" : "~", layout.nodes[edge.to].id,
                              edge.lane));
  }
  return all;
}

TEST(GraphLayout, NothingIsNothing) {
  const auto layout = lay_out({});
  EXPECT_TRUE(layout.nodes.empty());
  EXPECT_EQ(layout.lanes, 0u);
}

TEST(GraphLayout, AChainIsOneLaneWithTheNewestOnTop) {
  const auto layout = lay_out({revision("1", {}), revision("2", {"1"}), revision("3", {"2"})});
  EXPECT_THAT(nodes(layout), ElementsAre("3@0+", "2@0", "1@0"));
  EXPECT_THAT(edges(layout), ElementsAre("3>2@0", "2>1@0"));
  EXPECT_EQ(layout.lanes, 1u);
}

TEST(GraphLayout, TwoHeadsAreTwoLanesThatMeetAtTheFork) {
  const auto layout = lay_out(
      {revision("1", {}), revision("2", {"1"}), revision("2b", {"1"}), revision("3", {"2"})});
  EXPECT_THAT(nodes(layout), ElementsAre("3@0+", "2b@1+", "2@0", "1@0"));
  EXPECT_THAT(edges(layout), ElementsAre("3>2@0", "2b>1@1", "2>1@0"));
  EXPECT_EQ(layout.lanes, 2u);
}

TEST(GraphLayout, AMergeOpensALaneForItsSecondParent) {
  const auto layout = lay_out(
      {revision("1", {}), revision("2", {"1"}), revision("2b", {"1"}), revision("m", {"2", "2b"})});
  EXPECT_THAT(nodes(layout), ElementsAre("m@0+", "2b@1", "2@0", "1@0"));
  EXPECT_THAT(edges(layout), ElementsAre("m>2@0", "m>2b@1", "2b>1@1", "2>1@0"));
}

TEST(GraphLayout, ALaneThatEndedIsTakenAgain) {
  const auto layout = lay_out({revision("1", {}), revision("a", {}), revision("2", {"1"}),
                               revision("b", {}), revision("3", {"2"})});
  EXPECT_THAT(nodes(layout), ElementsAre("3@0+", "b@1+", "2@0", "a@1+", "1@0"));
  EXPECT_EQ(layout.lanes, 2u);
}

TEST(GraphLayout, AParentThatNobodyHasIsDrawnBelowTheLastThatNamesIt) {
  const auto layout = lay_out({revision("1", {}), revision("2", {"404"}), revision("3", {"404"})});
  EXPECT_THAT(nodes(layout), ElementsAre("3@0+", "2@1+", "404@0?", "1@0+"));
  EXPECT_THAT(edges(layout), ElementsAre("3>404@0", "2>404@1"));
}

TEST(GraphLayout, AnIdThatIsThereTwiceIsTwoNodes) {
  const auto layout = lay_out({revision("1", {}), revision("1", {}), revision("2", {"1"})});
  EXPECT_THAT(nodes(layout), ElementsAre("2@0+", "1@0", "1@0"));
  EXPECT_THAT(edges(layout), ElementsAre("2>1@0"));
  EXPECT_EQ(layout.edges[0].to, 1u);
}

TEST(GraphLayout, ADependenceIsAnEdgeOfItsOwnKindAndLeavesAHeadAHead) {
  const auto layout = lay_out({revision("1", {}), revision("a", {}), revision("2", {"1"}, {"a"})});
  EXPECT_THAT(nodes(layout), ElementsAre("2@0+", "a@1+", "1@0"));
  EXPECT_THAT(edges(layout), ElementsAre("2>1@0", "2~a@1"));
}

TEST(GraphLayout, ABranchLabelLeadsToTheRevisionThatHasIt) {
  auto billing = revision("1", {});
  billing.branch_labels = {"billing"};
  EXPECT_THAT(edges(lay_out({billing, revision("2", {}, {"billing"})})), ElementsAre("2~1@0"));
}

TEST(GraphLayout, ACycleGoesUpInALaneOfItsOwn) {
  const auto layout = lay_out(
      {revision("1", {}), revision("2", {"3"}), revision("3", {"2"}), revision("4", {"4"})});
  EXPECT_THAT(nodes(layout), ElementsAre("4@0", "3@0", "2@0", "1@0+"));
  EXPECT_THAT(edges(layout), ElementsAre("4>4@1", "3>2@0", "2>3@2"));
  EXPECT_EQ(layout.lanes, 3u);
}

// A lane is never taken by two at once: no line runs through a revision that is not its own.
TEST(GraphLayout, NoEdgeRunsThroughAnotherRevision) {
  std::vector<ShownRevision> revisions{revision("0", {})};
  for (int at = 1; at < 300; ++at) {
    std::vector<std::string> parents{fmt::format("{}", at - 1 - at % 7 % at)};
    if (at % 5 == 0) parents.push_back(fmt::format("{}", at / 2));
    revisions.push_back(revision(fmt::format("{}", at), parents));
  }
  const auto layout = lay_out(revisions);
  for (const GraphEdge& edge : layout.edges) {
    for (auto row = edge.from + 1; row < edge.to; ++row) {
      EXPECT_NE(layout.nodes[row].lane, edge.lane)
          << layout.nodes[edge.from].id << " to " << layout.nodes[edge.to].id;
    }
  }
}

}  // namespace
}  // namespace gate::html

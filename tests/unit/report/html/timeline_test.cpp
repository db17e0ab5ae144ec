#include "gate/report/html/timeline.h"

#include <gmock/gmock.h>

namespace gate::html {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;
using testing::SizeIs;

const Clock::time_point begun = Clock::time_point(std::chrono::hours(1));

StepEvidence step(std::string name, int at_ms, int duration_ms) {
  StepEvidence one;
  one.name = std::move(name);
  one.status = StepStatus::passed;
  one.end = StepEnd::told;
  one.begun = begun + std::chrono::milliseconds(at_ms);
  one.duration_ms = duration_ms;
  return one;
}

Report report(std::vector<StepEvidence> steps) {
  TreeReport tree;
  tree.title = "Shop";
  tree.steps = std::move(steps);
  Report one;
  one.begun = begun;
  one.duration_ms = 1000;
  one.trees = {tree};
  return one;
}

TEST(Timeline, StepsStandWhereTheyRanOnTheAxis) {
  const auto timeline = timeline_of(report({step("Shop — alembic upgrade head", 250, 500)}));
  ASSERT_THAT(timeline.trees, SizeIs(1));
  ASSERT_THAT(timeline.trees[0].rows, SizeIs(1));
  const auto& row = timeline.trees[0].rows[0];
  EXPECT_EQ(row.name, "alembic upgrade head");
  ASSERT_THAT(row.bars, SizeIs(1));
  EXPECT_DOUBLE_EQ(row.bars[0].from, 0.25);
  EXPECT_DOUBLE_EQ(row.bars[0].length, 0.5);
  EXPECT_THAT(timeline.ticks_ms, ElementsAre(0, 200, 400, 600, 800, 1000));
}

TEST(Timeline, AStepThatDidNotRunHasNoPlaceAndATreeWithoutAnyNeither) {
  auto skipped = step("Shop — downgrade -1", 0, 0);
  skipped.status = StepStatus::skipped;
  EXPECT_THAT(timeline_of(report({skipped})).trees, IsEmpty());
  EXPECT_THAT(timeline_of(report({})).trees, IsEmpty());
}

TEST(Timeline, TheStairsOfAStairwayAreOneRow) {
  std::vector<StepEvidence> stairs;
  for (int at = 0; at < 9; ++at) {
    stairs.push_back(step("Shop — stair", at * 100, 90));
    stairs.back().stair = true;
    stairs.back().revision = std::string(1, static_cast<char>('1' + at / 3));
  }
  const auto timeline = timeline_of(report(stairs));
  ASSERT_THAT(timeline.trees[0].rows, SizeIs(1));
  EXPECT_EQ(timeline.trees[0].rows[0].name, "stairway: 3 revisions, 1 to 3, up, down and up again");
  EXPECT_THAT(timeline.trees[0].rows[0].bars, SizeIs(9));
}

// Interrupted, the report may be older than its last step.
TEST(Timeline, TheAxisHoldsEveryStep) {
  const auto timeline = timeline_of(report({step("Shop — x", 900, 600)}));
  EXPECT_DOUBLE_EQ(timeline.length_ms, 1500);
}

}  // namespace
}  // namespace gate::html

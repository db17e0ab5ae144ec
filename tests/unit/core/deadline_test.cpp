#include "gate/core/deadline.h"

#include <gtest/gtest.h>

namespace gate {
namespace {

using std::chrono::hours;

TEST(DeadlineTest, OneInTheFutureHasTimeLeft) {
  const Deadline deadline(hours(1));
  EXPECT_FALSE(deadline.passed());
  EXPECT_GT(deadline.left(), hours(0));
  EXPECT_LE(deadline.left(), hours(1));
}

TEST(DeadlineTest, OneInThePastHasNoneLeftAndNeverLess) {
  for (const auto from_now : {hours(0), hours(-1)}) {
    const Deadline deadline(from_now);
    EXPECT_TRUE(deadline.passed());
    EXPECT_EQ(deadline.left(), Clock::duration::zero());
  }
}

TEST(DeadlineTest, AStepsOwnLimitNeverExtendsIt) {
  const Deadline deadline(hours(1));
  EXPECT_EQ(deadline.at_most(hours(2)).at(), deadline.at());
  EXPECT_LT(deadline.at_most(std::chrono::minutes(1)).at(), deadline.at());
  EXPECT_TRUE(deadline.at_most(hours(0)).passed());
  EXPECT_FALSE(deadline.passed());
}

}  // namespace
}  // namespace gate

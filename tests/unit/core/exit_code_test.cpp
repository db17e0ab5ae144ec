// An interruption before 4 before 2 before 3 before 1 (design.md, "Two kinds of trouble").
#include "gate/core/exit_code.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <string>
#include <vector>

#include "gate/core/error.h"

namespace gate {
namespace {

const std::vector<ExitCode> mildest_first{ExitCode::pass,        ExitCode::findings,
                                          ExitCode::environment, ExitCode::usage,
                                          ExitCode::internal,    ExitCode::interrupted};

TEST(ExitCodeTest, TheWorseOfTwoIsToldWhicheverComesFirst) {
  for (std::size_t left = 0; left < mildest_first.size(); ++left) {
    for (std::size_t right = 0; right < mildest_first.size(); ++right) {
      EXPECT_EQ(worse(mildest_first[left], mildest_first[right]),
                mildest_first[std::max(left, right)]);
    }
  }
}

TEST(ExitCodeTest, OfTwoInterruptionsTheFirstIsTold) {
  EXPECT_EQ(worse(ExitCode::terminated, ExitCode::interrupted), ExitCode::terminated);
  EXPECT_EQ(worse(ExitCode::hangup, ExitCode::terminated), ExitCode::hangup);
  EXPECT_EQ(worse(ExitCode::internal, ExitCode::hangup), ExitCode::hangup);
}

TEST(ExitCodeTest, NumbersThatCallersRelyOn) {
  EXPECT_EQ(static_cast<int>(ExitCode::pass), 0);
  EXPECT_EQ(static_cast<int>(ExitCode::findings), 1);
  EXPECT_EQ(static_cast<int>(ExitCode::usage), 2);
  EXPECT_EQ(static_cast<int>(ExitCode::environment), 3);
  EXPECT_EQ(static_cast<int>(ExitCode::internal), 4);
  EXPECT_EQ(static_cast<int>(ExitCode::hangup), 129);
  EXPECT_EQ(static_cast<int>(ExitCode::interrupted), 130);
  EXPECT_EQ(static_cast<int>(ExitCode::terminated), 143);
}

TEST(ExitCodeTest, EveryErrorHasItsCodeAndItsSlug) {
  const auto told = [](ErrorCode code) {
    return std::string(slug(code)) + " " + std::to_string(static_cast<int>(exit_code(code)));
  };
  EXPECT_EQ(told(ErrorCode::usage), "usage 2");
  EXPECT_EQ(told(ErrorCode::declaration), "declaration 2");
  EXPECT_EQ(told(ErrorCode::no_interpreter), "no-interpreter 3");
  EXPECT_EQ(told(ErrorCode::no_server), "no-server 3");
  EXPECT_EQ(told(ErrorCode::infrastructure), "infrastructure 3");
  EXPECT_EQ(told(ErrorCode::wrong_database), "wrong-database 3");
  EXPECT_EQ(told(ErrorCode::interrupted), "interrupted 130");
  EXPECT_EQ(told(ErrorCode::internal), "internal 4");
}

}  // namespace
}  // namespace gate

#include "gate/report/live_frame.h"

#include <gtest/gtest.h>

#include "tests/unit/report/screen.h"

namespace gate {
namespace {

using Lines = std::vector<std::string>;
using std::chrono::milliseconds;

const Clock::time_point start{};

std::vector<LiveLine> two_lines() {
  return {{"Console", "Console — alembic upgrade head", start, true, ""},
          {"Raptor", "Raptor — assert single head", start, false, "passed 0.01s"}};
}

TEST(LiveFrameTest, RedrawsInPlace) {
  LiveFrame frame;
  TestScreen screen(80);
  for (int i = 0; i < 3; ++i) {
    screen.write(frame.draw(two_lines(), start + milliseconds(1200 + i * 100), {80, 24}, false));
  }
  EXPECT_EQ(screen.lines(), (Lines{"⠼ Console — alembic upgrade head  1.4s",
                                   "  Raptor — assert single head  passed 0.01s"}));
  screen.write(frame.clear({80, 24}));
  EXPECT_EQ(screen.lines(), Lines{});
}

TEST(LiveFrameTest, LeavesWhatWasThereBefore) {
  LiveFrame frame;
  TestScreen screen(80);
  screen.write("$ gate\n");
  screen.write(frame.draw(two_lines(), start, {80, 24}, true));
  EXPECT_EQ(screen.lines().size(), 3U);
  screen.write(frame.draw({two_lines()[0]}, start, {80, 24}, true));
  EXPECT_EQ(screen.lines().size(), 2U);  // a shorter frame leaves nothing of a longer one
  screen.write(frame.clear({80, 24}));
  EXPECT_EQ(screen.lines(), Lines{"$ gate"});
}

TEST(LiveFrameTest, KeepsToTheScreen) {
  for (int columns = 1; columns < 60; ++columns) {
    LiveFrame frame;
    TestScreen screen(columns);
    screen.write(frame.draw(two_lines(), start, {columns, 2}, true));
    EXPECT_FALSE(screen.broke_a_line()) << columns;
    EXPECT_LE(screen.lines().size(), 1U);  // of two rows the last is the cursor's
  }
  LiveFrame frame;
  TestScreen screen(24);
  screen.write(frame.draw(two_lines(), start, {24, 24}, false));
  EXPECT_EQ(screen.lines(), (Lines{"⠋ Console — alem…  0.0s", "  Raptor…  passed 0.01s"}));
}

TEST(LiveFrameTest, GoesBackOverLinesThatANarrowerTerminalBroke) {
  LiveFrame frame;
  frame.draw(two_lines(), start, {80, 24}, false);
  // 38 and 43 columns are two rows each on 30.
  EXPECT_EQ(frame.clear({30, 24}), "\r\x1b[4A\x1b[J");
}

}  // namespace
}  // namespace gate

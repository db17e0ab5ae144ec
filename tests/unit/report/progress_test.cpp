#include "gate/report/progress.h"

#include <fcntl.h>
#include <gtest/gtest.h>
#include <sys/ioctl.h>
#include <unistd.h>

#include <csignal>
#include <cstdlib>
#include <thread>

#include "tests/support/variable.h"
#include "tests/unit/report/screen.h"

namespace gate {
namespace {

using test::ScopedVariable;
using Lines = std::vector<std::string>;

// All that can be read until nobody writes any more.
std::string drained(int descriptor) {
  std::string text;
  char buffer[4096];
  while (true) {
    const auto size = ::read(descriptor, buffer, sizeof buffer);
    if (size <= 0) return text;
    text.append(buffer, static_cast<std::size_t>(size));
  }
}

void walk(Progress& progress) {
  progress.tree_started("Raptor");
  progress.note("Raptor", "PostgreSQL 15.18 is up (local)");
  progress.step_started("Raptor — alembic upgrade head");
  progress.step_ended("Raptor — alembic upgrade head", StepStatus::passed, 214.0);
  progress.step_ended("Raptor — assert\x1b[2J single\nhead", StepStatus::failed, 3.0);
  progress.step_ended("Raptor — downgrade -1 (reversibility check)", StepStatus::skipped, 0);
  progress.finish();
}

std::string in_a_pipe(ProgressStyle style) {
  int ends[2];
  EXPECT_EQ(::pipe(ends), 0);
  {
    Progress progress(ends[1], style);
    walk(progress);
  }
  ::close(ends[1]);
  auto text = drained(ends[0]);
  ::close(ends[0]);
  return text;
}

TEST(ProgressTest, PlainLinesInAPipe) {
  EXPECT_EQ(in_a_pipe({}),
            "Raptor — starting\n"
            "Raptor — PostgreSQL 15.18 is up (local)\n"
            "Raptor — alembic upgrade head ... passed 0.21s\n"
            "Raptor — assert␛[2J single head ... failed 0.00s\n"
            "Raptor — downgrade -1 (reversibility check) ... skipped\n");
}

TEST(ProgressTest, NothingWhenQuiet) {
  EXPECT_EQ(in_a_pipe({.quiet = true, .live = false, .colour = false}), "");
  EXPECT_EQ(in_a_pipe({.quiet = true, .live = true, .colour = true}), "");
}

TEST(ProgressTest, EachLineOfANote) {
  int ends[2];
  ASSERT_EQ(::pipe(ends), 0);
  Progress(ends[1], {}).note("Raptor", "one\ntwo\n");
  ::close(ends[1]);
  EXPECT_EQ(drained(ends[0]), "Raptor — one\nRaptor — two\n");
  ::close(ends[0]);
}

class Terminal {
 public:
  Terminal() : ours_(::posix_openpt(O_RDWR | O_NOCTTY)) {
    ::grantpt(ours_);
    ::unlockpt(ours_);
    theirs_ = ::open(::ptsname(ours_), O_RDWR | O_NOCTTY);
    winsize size{};
    size.ws_col = 60;
    size.ws_row = 10;
    ::ioctl(theirs_, TIOCSWINSZ, &size);
  }
  ~Terminal() {
    hang_up();
    ::close(theirs_);
  }
  int descriptor() const { return theirs_; }
  void hang_up() {
    if (ours_ >= 0) ::close(ours_);
    ours_ = -1;
  }
  // What was written so far.
  std::string text() {
    ::fcntl(ours_, F_SETFL, O_NONBLOCK);
    return drained(ours_);
  }

 private:
  int ours_;
  int theirs_ = -1;
};

TEST(ProgressTest, LiveLinesAreGoneAtTheEnd) {
  Terminal terminal;
  TestScreen screen(60);
  Progress progress(terminal.descriptor(), {.quiet = false, .live = true, .colour = true});
  progress.tree_started("Console");
  progress.step_started("Console — alembic upgrade head");
  progress.step_started("Raptor — alembic upgrade head");
  std::this_thread::sleep_for(std::chrono::milliseconds(250));
  screen.write(terminal.text());
  ASSERT_EQ(screen.lines().size(), 2U);
  EXPECT_NE(screen.lines()[0].find("Console — alembic upgrade head  0."), std::string::npos);
  EXPECT_NE(screen.lines()[1].find("Raptor — alembic upgrade head  0."), std::string::npos);
  progress.finish();
  screen.write(terminal.text());
  EXPECT_EQ(screen.lines(), Lines{});
  progress.finish();  // a second time is no matter
  EXPECT_EQ(terminal.text(), "");
}

TEST(ProgressTest, WritesThatFailAreNoMatter) {
  const auto before = std::signal(SIGPIPE, SIG_IGN);  // as main has it
  int ends[2];
  ASSERT_EQ(::pipe(ends), 0);
  ::close(ends[0]);
  {
    Progress progress(ends[1], {});
    walk(progress);
  }
  ::close(ends[1]);
  Terminal terminal;
  terminal.hang_up();
  Progress live(terminal.descriptor(), {.quiet = false, .live = true, .colour = false});
  walk(live);
  Progress closed(-1, {});
  walk(closed);
  std::signal(SIGPIPE, before);
}

TEST(ProgressTest, ThreadsDoNotMixTheirLines) {
  int ends[2];
  ASSERT_EQ(::pipe(ends), 0);
  {
    Progress progress(ends[1], {});
    auto work = [&](const std::string& name) {
      for (int i = 0; i < 100; ++i) progress.step_ended(name, StepStatus::passed, 1000);
    };
    std::thread left(work, "Console — upgrade");
    std::thread right(work, "Raptor — upgrade");
    left.join();
    right.join();
  }
  ::close(ends[1]);
  auto text = drained(ends[0]);
  ::close(ends[0]);
  std::size_t lines = 0;
  for (std::size_t end = text.find('\n'); end != std::string::npos; end = text.find('\n')) {
    const auto line = text.substr(0, end);
    EXPECT_TRUE(line == "Console — upgrade ... passed 1.00s" ||
                line == "Raptor — upgrade ... passed 1.00s")
        << line;
    text.erase(0, end + 1);
    ++lines;
  }
  EXPECT_EQ(lines, 200U);
}

TEST(ProgressTest, StyleIsWhatTheTerminalAllows) {
  const Terminal terminal;
  const ScopedVariable no_colour("NO_COLOR", std::nullopt);
  const ScopedVariable able("TERM", "xterm");
  const auto style = progress_style(terminal.descriptor(), false);
  EXPECT_TRUE(style.live && style.colour && !style.quiet);
  EXPECT_TRUE(progress_style(terminal.descriptor(), true).quiet);
  EXPECT_FALSE(progress_style(terminal.descriptor(), true).live);
  {
    const ScopedVariable dumb("TERM", "dumb");
    EXPECT_FALSE(progress_style(terminal.descriptor(), false).live);
  }
  {
    const ScopedVariable asked("NO_COLOR", "1");
    const auto plain = progress_style(terminal.descriptor(), false);
    EXPECT_FALSE(plain.live || plain.colour);
  }
  int ends[2];
  ASSERT_EQ(::pipe(ends), 0);
  const auto piped = progress_style(ends[1], false);
  EXPECT_FALSE(piped.live || piped.colour);
  ::close(ends[0]);
  ::close(ends[1]);
}

}  // namespace
}  // namespace gate

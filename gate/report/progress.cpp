#include "gate/report/progress.h"

#include <fmt/format.h>
#include <sys/ioctl.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <condition_variable>
#include <cstdlib>
#include <map>
#include <mutex>
#include <thread>

#include "gate/report/live_frame.h"
#include "gate/report/printable.h"
#include "gate/report/workflow_command.h"

namespace gate {
namespace {

constexpr auto say_every = std::chrono::seconds(5);  // of a stairway, in a pipe
constexpr auto redraw_every = std::chrono::milliseconds(100);
constexpr std::string_view between = " — ";  // a step's name: title, this, what it does

std::string_view environment(const char* name) {
  const char* value = std::getenv(name);
  return value == nullptr ? std::string_view() : value;
}

Screen screen_of(int descriptor) {
  winsize size{};
  if (ioctl(descriptor, TIOCGWINSZ, &size) != 0 || size.ws_col == 0 || size.ws_row == 0) return {};
  return {size.ws_col, size.ws_row};
}

// Since when a stairway is walked, and when something was said of it last.
struct Outlook {
  Clock::time_point begun = Clock::now();
  Clock::time_point said{};

  std::string words(std::size_t done, std::size_t total) const {
    const auto so_far = std::chrono::duration<double>(Clock::now() - begun).count();
    if (done == 0) return fmt::format("{} revisions", total);
    return fmt::format("{} of {} in {:.0f} s, about {:.0f} s left", done, total, so_far,
                       so_far / static_cast<double>(done) * static_cast<double>(total - done));
  }
};

std::string seconds(double duration_ms) { return fmt::format("{:.2f}s", duration_ms / 1000); }

}  // namespace

ProgressStyle progress_style(int descriptor, bool quiet) {
  const auto terminal = environment("TERM");
  const bool able = isatty(descriptor) == 1 && !terminal.empty() && terminal != "dumb" &&
                    environment("NO_COLOR").empty();
  return {quiet, able && !quiet, able};
}

// The lines and the thread that draws them. Nothing is written under the lock: a terminal that is
// held with Ctrl-S must not hold up the work.
class Progress::State {
 public:
  State(int descriptor, ProgressStyle style) : descriptor_(descriptor), style_(style) {
    if (style_.live && !style_.quiet) artist_ = std::thread([this] { draw_until_finished(); });
  }
  ~State() { finish(); }

  bool live() const { return style_.live && !style_.quiet; }

  // Changes the line of a tree, which is made when it is new.
  template <class Change>
  void change(std::string_view title, Change change_line) {
    const std::lock_guard lock(mutex_);
    auto line = std::find_if(lines_.begin(), lines_.end(),
                             [&](const LiveLine& one) { return one.title == title; });
    if (line == lines_.end()) {
      lines_.emplace_back().title = title;
      line = lines_.end() - 1;
    }
    change_line(*line);
  }

  // How far a stairway is; begun when it is first asked.
  Outlook& outlook_of(std::string_view title) {
    const std::lock_guard lock(mutex_);
    return outlooks_.try_emplace(std::string(title)).first->second;
  }

  void say(const std::string& text) {
    if (!style_.quiet && !live()) write(without_command(text) + '\n');
  }

  void finish() {
    {
      const std::lock_guard lock(mutex_);
      finished_ = true;
    }
    wake_.notify_all();
    if (artist_.joinable()) artist_.join();
  }

 private:
  void draw_until_finished() {
    LiveFrame frame;
    std::unique_lock lock(mutex_);
    while (!finished_) {
      const auto lines = lines_;
      lock.unlock();
      if (!lines.empty()) {
        write(frame.draw(lines, Clock::now(), screen_of(descriptor_), style_.colour));
      }
      lock.lock();
      wake_.wait_for(lock, redraw_every, [this] { return finished_; });
    }
    lock.unlock();
    write(frame.clear(screen_of(descriptor_)));
  }

  void write(std::string_view text) const {
    while (!text.empty()) {
      const auto written = ::write(descriptor_, text.data(), text.size());
      if (written < 0 && errno == EINTR) continue;
      if (written <= 0) return;
      text.remove_prefix(static_cast<std::size_t>(written));
    }
  }

  const int descriptor_;
  const ProgressStyle style_;
  std::mutex mutex_;
  std::condition_variable wake_;
  std::vector<LiveLine> lines_;
  std::map<std::string, Outlook> outlooks_;  // by title; each is its own tree's thread's
  bool finished_ = false;
  std::thread artist_;
};

Progress::Progress(int descriptor, ProgressStyle style)
    : state_(std::make_unique<State>(descriptor, style)) {}
Progress::~Progress() = default;

void Progress::finish() { state_->finish(); }

void Progress::tree_started(std::string_view title) { note(title, "starting"); }

void Progress::note(std::string_view title, std::string_view text) {
  while (!text.empty()) {
    const auto end = std::min(text.find('\n'), text.size());
    const auto line =
        fmt::format("{}{}{}", printable_line(title), between, printable_line(text.substr(0, end)));
    state_->change(title, [&](LiveLine& live) {
      live = {std::string(title), line, Clock::now(), true, {}, live.outlook};
    });
    state_->say(line);
    text.remove_prefix(std::min(end + 1, text.size()));
  }
}

void Progress::step_started(std::string_view step) {
  state_->change(step.substr(0, step.find(between)), [&](LiveLine& live) {
    live = {live.title, printable_line(step), Clock::now(), true, {}, live.outlook};
  });
}

void Progress::step_ended(std::string_view step, StepStatus status, double duration_ms) {
  const auto name = printable_line(step);
  const auto ending = status == StepStatus::skipped
                          ? std::string(to_string(status))
                          : fmt::format("{} {}", to_string(status), seconds(duration_ms));
  state_->change(step.substr(0, step.find(between)), [&](LiveLine& live) {
    live = {live.title, name, {}, false, ending, live.outlook};
  });
  state_->say(fmt::format("{} ... {}", name, ending));
}

void Progress::stairs_done(std::string_view title, std::size_t done, std::size_t total) {
  Outlook& outlook = state_->outlook_of(title);
  const auto words = outlook.words(done, total);
  state_->change(title, [&](LiveLine& live) { live.outlook = done == total ? "" : words; });
  if (done != total && Clock::now() - outlook.said < say_every) return;
  outlook.said = Clock::now();
  state_->say(fmt::format("{}{}stairway, {}", printable_line(title), between,
                          done == total ? fmt::format("{} of {}", done, total) : words));
}

}  // namespace gate

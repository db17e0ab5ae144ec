// What is shown while the gate runs, on stderr: a live line per running step on a terminal, plain
// lines in a pipe, nothing when quiet.
//
// Any thread may call any member. A write that fails (a closed pipe, a terminal that went away) is
// ignored: progress is a courtesy and never a reason to fail. The result is not its business.
#pragma once

#include <memory>
#include <string_view>

#include "gate/core/report.h"

namespace gate {

struct ProgressStyle {
  bool quiet = false;
  bool live = false;  // the descriptor is a terminal that can move its cursor
  bool colour = false;
};

// What the descriptor and the environment allow: a pipe, TERM=dumb and NO_COLOR turn both off.
ProgressStyle progress_style(int descriptor, bool quiet);

class Progress {
 public:
  // Writes to `descriptor` and does not own it.
  Progress(int descriptor, ProgressStyle style);
  // Clears the live lines away.
  ~Progress();
  Progress(const Progress&) = delete;
  Progress& operator=(const Progress&) = delete;

  void tree_started(std::string_view title);
  // A word on what happens between steps: "PostgreSQL 15.18 is up (local)". Of several lines each
  // is one.
  void note(std::string_view title, std::string_view text);
  // Steps are known by their name, which holds the tree's title.
  void step_started(std::string_view step);
  void step_ended(std::string_view step, StepStatus status, double duration_ms);
  // So many revisions of a stairway are done: says so, and how long the rest will take. In a pipe
  // only now and then.
  void stairs_done(std::string_view title, std::size_t done, std::size_t total);
  // Clears the live lines for good, before something else is written to the same screen.
  void finish();

 private:
  class State;
  std::unique_ptr<State> state_;
};

}  // namespace gate

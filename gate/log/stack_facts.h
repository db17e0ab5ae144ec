// What the frames of a Python stack say about a failure, gathered one by one in fixed room.
#pragma once

#include <cstddef>
#include <vector>

#include "gate/core/log_failure.h"

namespace gate {

// A version file of Alembic's, as its path and function say: migrations/versions/0002.py, upgrade.
bool is_version_file(const SourcePlace& frame);

class StackFacts {
 public:
  void add(const SourcePlace& frame, std::size_t line_number);
  // The source line of the last frame.
  void add_code(std::string_view code);
  // A further traceback of the chain begins.
  void begin_traceback();

  bool empty() const { return frames_.empty(); }
  // Whether the last traceback begins inside a migration: what raised was caught there, and only
  // printed.
  bool caught_in_migration() const { return caught_; }
  // The line that shows the version file's place; its text is the frame.
  const std::vector<LogLine>& place_lines() const { return place_lines_; }
  // Place, frames, direction, and which of Alembic's parts were on the stack.
  void fill(LogFailure& failure) const;

 private:
  std::vector<SourcePlace> frames_;
  std::vector<LogLine> place_lines_;
  bool first_ = true;
  bool caught_ = false;
  bool in_migration_ = false;
  bool reads_graph_ = false;
  bool place_is_last_ = false;
  SourcePlace place_;
  std::string direction_;
};

}  // namespace gate

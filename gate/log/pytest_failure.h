// A failed test of pytest's in a log, taken line by line: the exceptions behind "E   ", the frames
// as `migrations/versions/0002.py:13: in upgrade`.
#pragma once

#include <optional>

#include "gate/log/stack_facts.h"

namespace gate {

class PytestFailure {
 public:
  // Begins at the title of a test: "_____ test_upgrade _____".
  static std::optional<PytestFailure> begin(const LogLine& line);
  // False where the line is no part of it any more.
  bool take(const LogLine& line);
  // Nothing where the section has no exception (captured output of a test that passed).
  std::optional<LogFailure> finish() const;

 private:
  bool take_frame(const LogLine& line);
  void take_exception(std::string_view text, const LogLine& line);

  StackFacts stack_;
  std::vector<ExceptionLink> chain_;
  std::vector<LogLine> lines_;
  std::string statement_;
  std::string function_;  // of the source shown last
  bool in_exception_ = false;
  bool in_statement_ = false;
  bool captured_ = false;
};

}  // namespace gate

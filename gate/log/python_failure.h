// A Python exception in a log, taken line by line: a whole traceback with those it is chained to,
// or its last line alone; and what SQLAlchemy and the drivers print behind it.
//
// Bounded: frames, the message and the statement are kept as far as rules read them.
#pragma once

#include <optional>

#include "gate/log/stack_facts.h"

namespace gate {

class PythonFailure {
 public:
  // Begins where the line is a traceback's first, or an exception's that stands alone.
  static std::optional<PythonFailure> begin(const LogLine& line);
  // False where the line is no part of it any more.
  bool take(const LogLine& line);
  // What was read; nothing where no exception was.
  std::optional<LogFailure> finish() const;

 private:
  enum class Part { frames, message, behind, chained, statement };

  bool take_plain(const LogLine& line);
  bool take_frame(const LogLine& line);
  bool take_message(const LogLine& line);
  bool take_behind(const LogLine& line);
  bool take_statement(const LogLine& line);
  void add_exception(ExceptionLink link, const LogLine& line);
  void begin_statement(const LogLine& line);

  Part part_ = Part::frames;
  bool alone_ = false;
  bool behind_mark_ = false;  // pytest's "E   " stands before each line
  int blanks_ = 0;
  int lines_ = 0;  // of the part
  StackFacts stack_;
  std::vector<ExceptionLink> chain_;
  std::vector<LogLine> exception_lines_;
  std::vector<LogLine> other_lines_;
  std::string statement_;
};

}  // namespace gate

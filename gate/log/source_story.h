// One source's lines (a job, a service, a pod), taken one by one: what failed in it and what it
// lived through.
//
// Fixed room: one failure is open at a time and is given away when it ends.
#pragma once

#include <functional>
#include <variant>

#include "gate/log/alembic_process.h"
#include "gate/log/ci_step.h"
#include "gate/log/own_report.h"
#include "gate/log/pytest_failure.h"
#include "gate/log/python_failure.h"
#include "gate/log/refusal.h"
#include "gate/log/server_failure.h"

namespace gate {

class SourceStory {
 public:
  using Emit = std::function<void(const LogEvent&)>;
  SourceStory(int source, Emit emit) : source_(source), emit_(std::move(emit)) {}

  // `step` is the CI step's name where the line's prefix has one.
  void take(const LogLine& line, std::string_view step);
  void finish();
  // The process behind the source ended: a line of another's says so.
  void exited(int status, const LogLine& line);

 private:
  using Open =
      std::variant<std::monostate, PythonFailure, PytestFailure, ServerFailure, Refusal, OwnReport>;

  bool take_into_open(const LogLine& line);
  void close();
  bool begin_failure(const LogLine& line);
  bool read_marks(const LogLine& line, std::string_view step);
  void read_single(const LogLine& line);
  void end_step(std::size_t next_line);
  void survived(std::size_t from_line);
  void emit(LogFailure failure);
  void emit_warning(const GraphWarning& warning, const LogLine& line);
  void read_alembics_words(LogFailure& failure) const;
  void emit_line(LogForm form, const LogLine& line, Trouble trouble = Trouble::none);

  int source_;
  Emit emit_;
  Open open_;
  CiStep step_;
  AlembicProcess alembic_;
  std::optional<LogFailure> handled_;  // printed by a migration that went on
  std::size_t step_begin_ = 1;
  std::size_t process_begin_ = 1;
  std::size_t tests_begin_ = 1;
  std::size_t last_failure_ = 0;  // its first line, in this process
  std::string failed_at_;         // and the revision that Alembic was at
  bool step_failed_ = false;
  bool in_echo_ = false;  // SQL that SQLAlchemy echoes
  int introduced_ = 0;    // lines that a document still quotes: "fails with:"
};

}  // namespace gate

#include "gate/log/python_failure.h"

#include <algorithm>

#include "gate/log/exception_chain.h"
#include "gate/log/line_prefix.h"
#include "gate/log/python_lines.h"

namespace gate {
namespace {

constexpr std::size_t longest_message = 8000;
constexpr int most_lines = 400;
constexpr std::size_t most_chained = 8;

// A line of a logger, a runner or another tool: no message goes on with it.
bool begins_anew(std::string_view text) {
  for (const std::string_view mark :
       {"INFO ", "WARNING ", "WARN ", "ERROR ", "DEBUG ", "CRITICAL ",
        "INFO:", "WARNING:", "ERROR:root", "DEBUG:", "CRITICAL:", "##[", "FAILED: ", "::error",
        "Process exited", "-----", "=====", "_____"}) {
    if (text.starts_with(mark)) return true;
  }
  return timestamp_length(text) > 0;
}

constexpr std::string_view pytest_mark = "E   ";

std::string_view without_mark(std::string_view text) {
  const auto begin = text.find_first_not_of(' ', pytest_mark.size());
  return begin == text.npos ? std::string_view() : text.substr(begin);
}

// What the drivers print below an exception's first line. Without a traceback around it nothing
// else belongs to it.
bool goes_with_exception(std::string_view text) {
  for (const std::string_view mark :
       {"LINE ", "    ", "DETAIL: ", "HINT: ", "CONTEXT: ", "ERROR: "}) {
    if (text.starts_with(mark)) return true;
  }
  return false;
}

}  // namespace

std::optional<PythonFailure> PythonFailure::begin(const LogLine& line) {
  PythonFailure failure;
  if (line.text.ends_with(traceback_mark)) {
    // "ERROR:    Traceback ...": of a logger, not of a quotation.
    const std::string_view before(line.text.data(), line.text.size() - traceback_mark.size());
    if (before.empty() || before.ends_with(": ") || before.ends_with("] ") ||
        before.ends_with(":    ")) {
      return failure;
    }
    return std::nullopt;
  }
  // pytest's: "E   psycopg2...: role ...", "versions/0002.py:13: RuntimeError: ...".
  std::string_view text = line.text;
  failure.behind_mark_ = text.starts_with(pytest_mark);
  if (failure.behind_mark_) text = without_mark(text);
  SourcePlace frame;
  if (const std::size_t length = read_short_frame(text, frame); length > 0) {
    text.remove_prefix(length);
    frame.function = "<module>";  // which one is not said; not one that caught it
    failure.stack_.add(frame, line.number);
  }
  ExceptionLink link;
  if (!is_exception_line(text, link)) return std::nullopt;
  failure.alone_ = true;
  failure.add_exception(std::move(link), line);
  return failure;
}

bool PythonFailure::take(const LogLine& line) {
  if (!behind_mark_) return take_plain(line);
  if (!line.text.starts_with(pytest_mark)) return false;
  return take_plain({line.number, std::string(without_mark(line.text))});
}

bool PythonFailure::take_plain(const LogLine& line) {
  if (++lines_ > most_lines) return false;
  switch (part_) {
    case Part::frames:
      return take_frame(line);
    case Part::message:
      return take_message(line);
    case Part::behind:
    case Part::chained:
      return take_behind(line);
    case Part::statement:
      return take_statement(line);
  }
  return false;
}

bool PythonFailure::take_frame(const LogLine& line) {
  SourcePlace frame;
  if (read_frame(line.text, frame)) {
    stack_.add(frame, line.number);
  } else if (line.text.starts_with("    ")) {
    stack_.add_code(std::string_view(line.text).substr(4));
  } else if (!line.text.starts_with(' ')) {
    ExceptionLink link;
    if (!read_exception(line.text, link)) return false;
    add_exception(std::move(link), line);
  }
  return true;
}

void PythonFailure::add_exception(ExceptionLink link, const LogLine& line) {
  link.message.resize(std::min(link.message.size(), longest_message));
  chain_.insert(chain_.begin(), std::move(link));
  if (chain_.size() > most_chained) chain_.pop_back();
  exception_lines_.push_back(line);
  if (exception_lines_.size() > most_chained) exception_lines_.erase(exception_lines_.begin());
  part_ = Part::message;
  blanks_ = 0;
  lines_ = 0;
}

bool PythonFailure::take_message(const LogLine& line) {
  const std::string_view text = line.text;
  if (text.empty()) {
    part_ = Part::behind;
    return true;
  }
  if (text.ends_with(traceback_mark) || begins_anew(text)) return false;
  if (text.starts_with("[SQL: ")) {
    begin_statement(line);
    return true;
  }
  if (alone_ && !goes_with_exception(text)) return false;
  // A driver's exception is told for itself, whoever's message it stands below.
  ExceptionLink next;
  if (is_exception_line(text, next) && next.class_name.find('.') != std::string::npos) return false;
  if (text.starts_with("LINE 1: ") && statement_.empty()) statement_ = text.substr(8);
  if (text.starts_with("DETAIL: ") || text.starts_with("LINE ")) other_lines_.push_back(line);
  std::string& message = chain_.front().message;
  if (message.size() < longest_message) {
    message.append(message.empty() ? "" : "\n").append(text.substr(0, longest_message));
  }
  return true;
}

// Behind an empty line: the statement, the exception that came of this one, or something else.
bool PythonFailure::take_behind(const LogLine& line) {
  const std::string_view text = line.text;
  if (text.empty()) return ++blanks_ < 4;
  if (text.starts_with("[SQL: ")) {
    begin_statement(line);
    return true;
  }
  if (chains_tracebacks(text)) {
    part_ = Part::chained;
    blanks_ = 0;
    return true;
  }
  if (part_ == Part::chained && text.ends_with(traceback_mark)) {
    part_ = Part::frames;
    lines_ = 0;
    stack_.begin_traceback();
    return true;
  }
  return text.starts_with("(Background on this error");
}

void PythonFailure::begin_statement(const LogLine& line) {
  part_ = Part::statement;
  lines_ = 0;
  statement_ = line.text.substr(6, longest_message);
  other_lines_.push_back(line);
}

bool PythonFailure::take_statement(const LogLine& line) {
  const std::string_view text = line.text;
  if (text.starts_with("(Background on this error") || text.starts_with("[parameters: ")) {
    part_ = Part::behind;
    blanks_ = 0;
    return true;
  }
  if (chains_tracebacks(text) || text.ends_with(traceback_mark) || begins_anew(text)) {
    part_ = Part::behind;
    return take_behind(line);
  }
  if (statement_.size() < longest_message) statement_.append("\n").append(text);
  return true;
}

std::optional<LogFailure> PythonFailure::finish() const {
  if (chain_.empty()) return std::nullopt;
  LogFailure result;
  result.form = alone_ ? LogForm::exception : LogForm::traceback;
  stack_.fill(result);
  result.handled = stack_.caught_in_migration();
  result.failure.chain = chain_;
  read_chain(result);
  add_statement(result, statement_);
  result.lines = exception_lines_;
  result.lines.insert(result.lines.end(), stack_.place_lines().begin(), stack_.place_lines().end());
  result.lines.insert(result.lines.end(), other_lines_.begin(),
                      other_lines_.begin() + std::min<std::ptrdiff_t>(4, std::ssize(other_lines_)));
  std::sort(result.lines.begin(), result.lines.end(),
            [](const LogLine& left, const LogLine& right) { return left.number < right.number; });
  return result;
}

}  // namespace gate

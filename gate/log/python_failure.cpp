#include "gate/log/python_failure.h"

#include <algorithm>
#include <array>

#include "gate/log/database_error.h"
#include "gate/log/line_prefix.h"
#include "gate/log/python_lines.h"
#include "gate/log/server_phrases.h"
#include "gate/log/sub_select.h"
#include "gate/log/trouble_words.h"

namespace gate {
namespace {

constexpr std::size_t longest_message = 8000;
constexpr int most_lines = 400;
constexpr std::size_t most_chained = 8;

// Modules whose exceptions are worth knowing without a traceback, and Python's own that a
// migration raises or Alembic does.
constexpr std::array<std::string_view, 6> modules{"sqlalchemy.", "psycopg2.", "psycopg.",
                                                  "asyncpg.",    "pg8000.",   "alembic."};
constexpr std::array<std::string_view, 14> built_in{"RuntimeError",   "KeyError",
                                                    "ValueError",     "Exception",
                                                    "LookupError",    "ImportError",
                                                    "NameError",      "SyntaxError",
                                                    "AttributeError", "ModuleNotFoundError",
                                                    "TypeError",      "OSError",
                                                    "IndexError",     "ConnectionRefusedError"};

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

// "[SQL: 'CREATE TABLE ...']" of SQLAlchemy before 1.3 is a Python literal.
std::string without_quotes(std::string_view text) {
  if (text.size() < 2 || (text[0] != '\'' && text[0] != '"')) return std::string(text);
  std::string out;
  for (std::size_t at = 1; at < text.size() && text[at] != text[0]; ++at) {
    const bool escaped = text[at] == '\\' && at + 1 < text.size();
    if (escaped) ++at;
    out.push_back(escaped && (text[at] == 'n' || text[at] == 't') ? ' ' : text[at]);
  }
  return out;
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

// The driver's own exception says more of the same error than SQLAlchemy's around it.
void add_what_is_missing(SqlError& error, const SqlError& inner) {
  if (error.sqlstate.empty()) error.sqlstate = inner.sqlstate;
  if (error.detail.empty()) error.detail = inner.detail;
  if (error.hint.empty()) error.hint = inner.hint;
}

// asyncpg and pg8000 let the system's own exceptions through.
Trouble system_trouble(const ExceptionLink& link) {
  for (const std::string_view name :
       {"ConnectionRefusedError", "ConnectionResetError", "socket.gaierror", "OSError",
        "TimeoutError", "asyncio.exceptions.TimeoutError"}) {
    if (link.class_name != name) continue;
    const bool connecting = link.class_name.starts_with("Connection") || name == "socket.gaierror";
    return connecting ? Trouble::no_connection : trouble_in_message(link.message);
  }
  return Trouble::none;
}

}  // namespace

bool is_exception_line(std::string_view line, ExceptionLink& link) {
  // "<class 'asyncpg.exceptions.UndefinedObjectError'>: role ..."
  constexpr std::string_view type_mark = "<class '";
  if (const auto end = line.find("'>: "); line.starts_with(type_mark) && end != line.npos) {
    link.class_name = line.substr(type_mark.size(), end - type_mark.size());
    link.message = line.substr(end + 4);
    return link.class_name.starts_with("asyncpg.");
  }
  if (line.empty() || line.front() == ' ' || !read_exception(line, link)) return false;
  const std::string& name = link.class_name;
  const auto last = name.rfind('.') == std::string::npos ? 0 : name.rfind('.') + 1;
  if (last >= name.size() || name[last] < 'A' || name[last] > 'Z') return false;
  if (name.ends_with("Warning")) return false;
  if (std::any_of(modules.begin(), modules.end(), [&](auto one) { return name.starts_with(one); }))
    return true;
  return line.find(": ") != line.npos &&
         std::find(built_in.begin(), built_in.end(), name) != built_in.end();
}

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

void add_statement(LogFailure& failure, std::string_view printed) {
  if (!failure.failure.sql || !failure.failure.sql->statement.empty()) return;
  const auto first = printed.find_first_not_of(" \t\n");
  printed.remove_prefix(std::min(first, printed.size()));
  while (printed.ends_with(']') || printed.ends_with('\n')) printed.remove_suffix(1);
  std::string& statement = failure.failure.sql->statement;
  statement = without_quotes(printed);
  if (failure.phrase == ServerPhrase::null_in_column) {
    failure.subselect = has_sub_select_for(statement, failure.subject);
  }
}

void read_chain(LogFailure& failure) {
  for (const ExceptionLink& link : failure.failure.chain) {
    const auto sql = database_error(link);
    if (!sql) continue;
    if (!failure.failure.sql) {
      failure.failure.sql = sql;
    } else if (failure.failure.sql->primary == sql->primary) {
      add_what_is_missing(*failure.failure.sql, *sql);
    } else if (failure.failure.sql->sqlstate == "25P02" && sql->sqlstate != "25P02") {
      failure.failure.first_sql = sql;
    }
  }
  if (!failure.failure.sql) {
    if (!failure.failure.chain.empty())
      failure.trouble = system_trouble(failure.failure.chain.front());
    return;
  }
  const SqlError& told =
      failure.failure.first_sql ? *failure.failure.first_sql : *failure.failure.sql;
  PhraseMatch match = phrase_in(told.primary);
  if (match.phrase == ServerPhrase::none) match = phrase_in(told.detail);
  failure.phrase = match.phrase;
  failure.subject = match.subject;
  failure.trouble = trouble_in_message(told.primary);
}

}  // namespace gate

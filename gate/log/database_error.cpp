#include "gate/log/database_error.h"

#include <algorithm>
#include <array>
#include <utility>

#include "gate/log/lines.h"
#include "gate/log/server_phrases.h"

namespace gate {
namespace {

constexpr std::array<std::string_view, 5> drivers{"psycopg2.", "psycopg.", "asyncpg.", "pg8000.",
                                                  "sqlalchemy."};

bool is_drivers(std::string_view class_name) {
  return std::any_of(drivers.begin(), drivers.end(),
                     [&](std::string_view module) { return class_name.starts_with(module); });
}

bool is_class_letter(char letter) {
  return letter == '.' || letter == '_' || (letter >= '0' && letter <= '9') ||
         (letter >= 'a' && letter <= 'z') || (letter >= 'A' && letter <= 'Z');
}

// "(psycopg2.errors.UndefinedObject) role ...": SQLAlchemy's wrapping; "<class 'x'>: ..." is that
// of its asyncpg dialect.
bool unwrap(std::string_view& text, std::string& class_name) {
  std::size_t begin = 0;
  std::string_view close;
  if (text.starts_with('(')) {
    begin = 1;
    close = ")";
  } else if (text.starts_with("<class '")) {
    begin = 8;
    close = "'>:";
  } else {
    return false;
  }
  const auto end = text.find(close, begin);
  if (end == text.npos) return false;
  const std::string_view name = text.substr(begin, end - begin);
  if (name.find('.') == name.npos || !std::all_of(name.begin(), name.end(), is_class_letter))
    return false;
  class_name = name;
  text.remove_prefix(end + close.size());
  const auto blank = text.find_first_not_of(" \n");
  text.remove_prefix(std::min(blank, text.size()));
  return true;
}

// The text between quotes at the start, as Python's repr has it; what follows stays in `text`.
std::string take_literal(std::string_view& text) {
  if (text.starts_with('b')) text.remove_prefix(1);
  if (text.empty() || (text[0] != '\'' && text[0] != '"')) return {};
  const char quote = text[0];
  std::string value;
  std::size_t at = 1;
  for (; at < text.size() && text[at] != quote; ++at) {
    if (text[at] == '\\' && at + 1 < text.size()) {
      ++at;
      value.push_back(text[at] == 'n' ? '\n' : text[at]);
    } else {
      value.push_back(text[at]);
    }
  }
  text.remove_prefix(std::min(at + 1, text.size()));
  return value;
}

// {'S': 'ERROR', 'V': 'ERROR', 'C': '42704', 'M': '...'} of pg8000.
bool read_dictionary(std::string_view text, SqlError& error) {
  const std::array<std::pair<std::string_view, std::string SqlError::*>, 11> fields{{
      {"V", &SqlError::severity},
      {"C", &SqlError::sqlstate},
      {"M", &SqlError::primary},
      {"D", &SqlError::detail},
      {"H", &SqlError::hint},
      {"W", &SqlError::context},
      {"s", &SqlError::schema},
      {"t", &SqlError::table},
      {"c", &SqlError::column},
      {"d", &SqlError::datatype},
      {"n", &SqlError::constraint},
  }};
  if (!text.starts_with('{')) return false;
  text.remove_prefix(1);
  while (!text.empty() && text[0] != '}') {
    const std::string key = take_literal(text);
    if (key.empty() || !text.starts_with(": ")) break;
    text.remove_prefix(2);
    const std::string value = take_literal(text);
    for (const auto& [letter, member] : fields) {
      if (key == letter) error.*member = value;
    }
    text.remove_prefix(text.starts_with(", ") ? 2 : 0);
  }
  return is_sqlstate(error.sqlstate);
}

// ('ERROR', '42704', 'role ...', ...) of older ones; newer servers repeat the severity.
bool read_tuple(std::string_view text, SqlError& error) {
  if (!text.starts_with('(')) return false;
  text.remove_prefix(1);
  error.severity = take_literal(text);
  for (int place = 0; place < 2 && text.starts_with(", "); ++place) {
    text.remove_prefix(2);
    const std::string value = take_literal(text);
    if (!is_sqlstate(value) || value == "ERROR" || value == "FATAL" || value == "PANIC") continue;
    error.sqlstate = value;
    if (!text.starts_with(", ")) return false;
    text.remove_prefix(2);
    error.primary = take_literal(text);
    return true;
  }
  return false;
}

// The severity in front of the message, in any language; of a connection that was refused libpq
// puts the server's address before it.
void take_severity(SqlError& error) {
  const std::string_view text = error.primary;
  for (auto colon = text.find(": "); colon != text.npos; colon = text.find(": ", colon + 1)) {
    const LabelBefore label = label_before(text, colon);
    const bool first = label.begin == 0;
    if (!is_severity(label.meaning) || (!first && label.meaning != "fatal")) continue;
    error.severity = label.meaning == "error"   ? "ERROR"
                     : label.meaning == "fatal" ? "FATAL"
                                                : "PANIC";
    error.primary.erase(0, text.find_first_not_of(' ', colon + 1));
    return;
  }
}

// The message's lines: the primary one, and those with a label of their own.
void read_lines(std::string_view text, SqlError& error) {
  std::string* open = &error.primary;
  for (const std::string_view line : split_lines(text)) {
    const auto colon = line.find(':');
    const std::string_view meaning = colon == line.npos || line.substr(colon, 2) != ": "
                                         ? ""
                                         : label_meaning(line.substr(0, colon));
    const std::string_view rest =
        meaning.empty()
            ? line
            : line.substr(std::min(line.find_first_not_of(' ', colon + 1), line.size()));
    if (line.starts_with("LINE ") || line.starts_with("(Background on") ||
        line.starts_with("(raised as a result")) {
      open = nullptr;
      if (line.starts_with("(raised as a result")) open = &error.primary;
      continue;
    }
    if (meaning == "detail") open = &error.detail;
    if (meaning == "hint") open = &error.hint;
    if (meaning == "context") open = &error.context;
    if (open == nullptr) continue;
    const bool labelled = meaning == "detail" || meaning == "hint" || meaning == "context";
    if (!open->empty() && !labelled) open->push_back('\n');
    open->append(labelled ? rest : line);
  }
  while (error.primary.ends_with('\n')) error.primary.pop_back();
}

}  // namespace

bool is_sqlstate(std::string_view text) {
  return text.size() == 5 && std::all_of(text.begin(), text.end(), [](char letter) {
           return (letter >= '0' && letter <= '9') || (letter >= 'A' && letter <= 'Z');
         });
}

std::optional<SqlError> database_error(const ExceptionLink& link) {
  if (!is_drivers(link.class_name)) return std::nullopt;
  std::string_view text = link.message;
  // "(raised as a result of Query-invoked autoflush; ...)" moves the driver's words to a line of
  // their own.
  if (text.starts_with("(raised as a result of ")) {
    text.remove_prefix(std::min(text.find('\n'), text.size() - 1) + 1);
  }
  std::string class_name = link.class_name;
  while (unwrap(text, class_name)) {
  }
  // SQLAlchemy's own complaints are none of the server's.
  if (class_name.starts_with("sqlalchemy.") && class_name.find("asyncpg") == class_name.npos &&
      class_name.find("psycopg") == class_name.npos) {
    return std::nullopt;
  }
  SqlError error;
  if (read_dictionary(text, error)) return error;
  error = {};
  if (read_tuple(text, error)) return error;
  error = {};
  error.sqlstate = sqlstate_of_class(class_name);
  read_lines(text, error);
  take_severity(error);
  return error;
}

}  // namespace gate

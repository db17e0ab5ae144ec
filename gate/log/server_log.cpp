#include "gate/log/server_log.h"

#include <algorithm>
#include <array>
#include <string>

#include "gate/log/database_error.h"
#include "gate/log/lines.h"

namespace gate {
namespace {

// One line of an entry: `ERROR:  42704: role ...`, `DETAIL:  ...`; the label is empty for others.
struct LabelledLine {
  std::string_view label;
  std::string_view text;
};

LabelledLine read_line(std::string_view line) {
  // log_line_prefix ends in "] "; what follows is the label itself, so text in a message that
  // looks like a label is not taken for one.
  const auto prefix = line.find("] ");
  if (prefix == line.npos) return {};
  const std::string_view rest = line.substr(prefix + 2);
  const auto colon = rest.find(":  ");
  if (colon == rest.npos) return {};
  return {rest.substr(0, colon), rest.substr(colon + 3)};
}

bool is_error(std::string_view label) {
  return label == "ERROR" || label == "FATAL" || label == "PANIC";
}

// Verbose: "42704: role ..." (five characters, a colon, a space).
bool read_error(const LabelledLine& line, SqlError& error) {
  if (!is_sqlstate(line.text.substr(0, 5)) || line.text.substr(5, 2) != ": ") return false;
  error.severity = line.label;
  error.sqlstate = line.text.substr(0, 5);
  error.primary = line.text.substr(7);
  return true;
}

// What the client gets as fields stands only in the message here (gate's servers speak English):
// null value in column "a" of relation "t" violates not-null constraint.
void name_null_column(SqlError& error) {
  constexpr std::string_view before = "null value in column \"";
  constexpr std::string_view between = "\" of relation \"";
  constexpr std::string_view after = "\" violates";
  const std::string_view words = error.primary;
  if (error.sqlstate != "23502" || !words.starts_with(before)) return;
  const auto middle = words.rfind(between);
  const auto end = words.rfind(after);
  if (middle == words.npos || end == words.npos || end < middle) return;
  error.column = words.substr(before.size(), middle - before.size());
  const auto table = middle + between.size();
  error.table = words.substr(table, end - table);
}

// insert or update on table "t" violates foreign key constraint "c".
void name_foreign_key(SqlError& error) {
  constexpr std::string_view before = " on table \"";
  constexpr std::string_view between = "\" violates foreign key constraint \"";
  const std::string_view words = error.primary;
  const auto begin = words.find(before);
  const auto middle = words.rfind(between);
  if (error.sqlstate != "23503" || begin == words.npos || middle == words.npos ||
      !words.ends_with('"')) {
    return;
  }
  const auto table = begin + before.size();
  const auto constraint = middle + between.size();
  error.table = words.substr(table, middle - table);
  error.constraint = words.substr(constraint, words.size() - 1 - constraint);
}

struct Field {
  std::string_view label;
  std::string SqlError::*member;  // null: known, and of no use here
};
constexpr std::array<Field, 7> fields{{{"DETAIL", &SqlError::detail},
                                       {"HINT", &SqlError::hint},
                                       {"CONTEXT", &SqlError::context},
                                       {"STATEMENT", &SqlError::statement},
                                       {"QUERY", nullptr},
                                       {"LOCATION", nullptr},
                                       {"BACKTRACE", nullptr}}};

}  // namespace

void take_position_off(std::string& message) {
  constexpr std::string_view mark = " at character ";
  const auto begin = message.rfind(mark);
  if (begin == message.npos || begin + mark.size() == message.size()) return;
  if (message.find_first_not_of("0123456789", begin + mark.size()) == message.npos) {
    message.erase(begin);
  }
}

std::vector<SqlError> errors_in_server_log(std::string_view text) {
  std::vector<SqlError> errors;
  bool in_error = false;        // false in the entry of a warning or another message
  std::string* open = nullptr;  // what a line that goes on belongs to
  for (const std::string_view line : split_lines(text)) {
    if (line.starts_with('\t')) {  // the entry goes on
      if (open != nullptr) open->append("\n").append(line.substr(1));
      continue;
    }
    open = nullptr;
    const LabelledLine labelled = read_line(line);
    const auto field = std::find_if(fields.begin(), fields.end(),
                                    [&](const Field& one) { return one.label == labelled.label; });
    if (field != fields.end()) {
      if (!in_error || field->member == nullptr) continue;
      open = &(errors.back().*field->member);
      *open = labelled.text;
      continue;
    }
    SqlError error;
    in_error = is_error(labelled.label) && read_error(labelled, error);
    if (!in_error) continue;
    errors.push_back(std::move(error));
    open = &errors.back().primary;
  }
  for (SqlError& error : errors) {
    take_position_off(error.primary);
    name_null_column(error);
    name_foreign_key(error);
  }
  return errors;
}

}  // namespace gate

#include "gate/log/server_log.h"

#include <array>
#include <optional>
#include <string>

#include "gate/log/lines.h"

namespace gate {
namespace {

// The part of a line from "LABEL:  " on; nothing where the label is not in it.
std::optional<std::string_view> after_label(std::string_view line, std::string_view label) {
  // log_line_prefix ends in "] "; what follows is the label itself, so text in a message that
  // looks like a label is not taken for one.
  const auto prefix = line.find("] ");
  if (prefix == line.npos) return std::nullopt;
  std::string_view rest = line.substr(prefix + 2);
  if (!rest.starts_with(label)) return std::nullopt;
  rest.remove_prefix(label.size());
  if (!rest.starts_with(":  ")) return std::nullopt;
  return rest.substr(3);
}

bool read_error(std::string_view line, SqlError& error) {
  for (const std::string_view severity : {"ERROR", "FATAL", "PANIC"}) {
    const auto rest = after_label(line, severity);
    // Verbose: "42704: role ..." (five characters, a colon, a space).
    if (!rest || rest->size() < 7 || (*rest)[5] != ':') continue;
    error = {};
    error.severity = severity;
    error.sqlstate = rest->substr(0, 5);
    error.primary = rest->substr(7);
    return true;
  }
  return false;
}

struct Field {
  std::string_view label;
  std::string SqlError::*member;
};
constexpr std::array<Field, 4> fields{{{"DETAIL", &SqlError::detail},
                                       {"HINT", &SqlError::hint},
                                       {"CONTEXT", &SqlError::context},
                                       {"STATEMENT", &SqlError::statement}}};

}  // namespace

std::vector<SqlError> errors_in_server_log(std::string_view text) {
  std::vector<SqlError> errors;
  std::string* open = nullptr;
  for (const std::string_view line : split_lines(text)) {
    SqlError error;
    if (read_error(line, error)) {
      errors.push_back(error);
      open = &errors.back().primary;
      continue;
    }
    if (line.starts_with('\t')) {  // the entry goes on
      if (open != nullptr) open->append("\n").append(line.substr(1));
      continue;
    }
    open = nullptr;
    if (errors.empty()) continue;
    for (const Field& field : fields) {
      const auto rest = after_label(line, field.label);
      if (!rest) continue;
      open = &(errors.back().*field.member);
      *open = *rest;
    }
  }
  return errors;
}

}  // namespace gate

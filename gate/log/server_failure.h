// An error of PostgreSQL's in a log, taken line by line: as psql prints it, or as the server's own
// log has it, in any language, with any log_line_prefix, with or without the SQLSTATE.
#pragma once

#include <optional>
#include <string>

#include "gate/core/log_failure.h"

namespace gate {

// A line that PostgreSQL labels: `2026-05-11 08:12:33 UTC [57] ERROR:  42704: role ...`.
struct ServerLine {
  LogForm form = LogForm::psql;  // or server
  std::string_view meaning;      // error, fatal, panic, detail, hint, context, statement
  std::string_view text;         // behind the label
  std::string sqlstate;          // where the line's prefix has it
};
std::optional<ServerLine> read_server_line(std::string_view line);

// " at character 22" behind a message of the server's log.
void take_position_off(std::string& message);

class ServerFailure {
 public:
  static std::optional<ServerFailure> begin(const LogLine& line);
  // False where the line is no part of it any more.
  bool take(const LogLine& line);
  LogFailure finish() const;

 private:
  LogForm form_ = LogForm::psql;
  SqlError error_;
  std::vector<LogLine> lines_;
};

}  // namespace gate

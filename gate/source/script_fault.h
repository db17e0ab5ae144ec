// What makes a file nothing that gate can run as SQL: another format, or a command that only psql
// understands.
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace gate {

struct ScriptFault {
  int line = 0;  // 0: it is about the file as a whole
  std::string found;
  std::string expected;
  std::string hint;
};

// What a file is by its first bytes, where that is no SQL text: a dump in pg_dump's custom format,
// an archive, UTF-16. `file` is for the command that the hint proposes.
std::optional<ScriptFault> not_sql_text(std::string_view text, const std::string& file);

// For a line that begins with a backslash. Commands that only concern psql's own output and
// safety change nothing; all others are a fault.
std::optional<ScriptFault> refuse_command(std::string_view command, int line);

}  // namespace gate

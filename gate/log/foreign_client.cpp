#include "gate/log/foreign_client.h"

#include <algorithm>

#include "gate/log/database_error.h"
#include "gate/log/server_phrases.h"
#include "gate/log/trouble_words.h"

namespace gate {
namespace {

// What begins so is quoted, or no failure in the eyes of who printed it.
bool is_quoted(std::string_view line) {
  for (const std::string_view mark :
       {"+ ", "> ", "# ", "| ", "- ", "* ", "\"", "'", "`", " ", "//", "INFO", "WARN", "DEBUG",
        "NOTICE", "level=info", "level=warn"}) {
    if (line.starts_with(mark)) return true;
  }
  return false;
}

std::string sqlstate_behind(std::string_view line, std::string_view mark, std::size_t& begin) {
  const auto at = line.find(mark);
  if (at == line.npos) return {};
  const std::string_view code = line.substr(at + mark.size(), 5);
  if (!is_sqlstate(code)) return {};
  begin = at;
  return std::string(code);
}

std::string sqlstate_in(std::string_view line, std::size_t& begin) {
  for (const std::string_view mark : {"(SQLSTATE ", "SQLState: ", "SQLSTATE: ", "(SQLSTATE: "}) {
    if (auto code = sqlstate_behind(line, mark, begin); !code.empty()) return code;
  }
  return {};
}

}  // namespace

std::optional<LogFailure> foreign_client_failure(const LogLine& line) {
  const std::string_view text = line.text;
  if (text.size() > 4000 || is_quoted(text)) return std::nullopt;
  std::size_t end = text.size();
  const std::string code = sqlstate_in(text, end);
  const bool java = text.find("PSQLException: ") != text.npos;
  std::size_t begin = text.npos;
  std::size_t mark = 0;
  for (const std::string_view severity : {"ERROR: ", "FATAL: ", "PANIC: "}) {
    const auto at = text.substr(0, end).find(severity);
    if (at >= begin) continue;
    begin = at;
    mark = severity.size();
  }
  if (begin == text.npos || (code.empty() && !java)) {
    // The runbook quotes PostgreSQL with one blank behind the label.
    const bool alone = begin == 0 && phrase_in(text.substr(mark)).phrase != ServerPhrase::none;
    if (!alone) return std::nullopt;
  }
  SqlError error;
  error.severity = text.substr(begin, 5);
  error.sqlstate = code;
  error.primary = text.substr(begin + mark, end - begin - mark);
  while (error.primary.ends_with(' ') || error.primary.ends_with(';')) error.primary.pop_back();
  error.primary.erase(0, std::min(error.primary.find_first_not_of(' '), error.primary.size()));
  LogFailure result;
  result.form = LogForm::client;
  const PhraseMatch match = phrase_in(error.primary);
  result.phrase = match.phrase;
  result.subject = match.subject;
  result.trouble = trouble_in_message(error.primary);
  result.failure.sql = std::move(error);
  result.lines.push_back(line);
  return result;
}

}  // namespace gate

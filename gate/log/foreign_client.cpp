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

// Where the server's words begin in the line.
struct Words {
  std::size_t begin = std::string_view::npos;
  std::size_t length = 0;  // of what stands before the message
  std::string_view severity = "ERROR";
};

Words words_in(std::string_view text) {
  constexpr std::string_view marks[] = {
      "ERROR: ", "FATAL: ", "PANIC: ", "pq: ", "error: ", "error returned from database: "};
  Words first;
  for (const std::string_view mark : marks) {
    const auto at = text.find(mark);
    if (at >= first.begin) continue;
    first = {at, mark.size(), mark == "FATAL: " || mark == "PANIC: " ? mark.substr(0, 5) : "ERROR"};
  }
  // "Error: error returned from database: role ...": the last of several is the server's.
  if (first.begin == text.npos) return first;
  const Words inner = words_in(text.substr(first.begin + first.length));
  if (inner.begin == text.npos) return first;
  return {first.begin + first.length + inner.begin, inner.length, inner.severity};
}

}  // namespace

std::optional<LogFailure> foreign_client_failure(const LogLine& line) {
  const std::string_view text = line.text;
  if (text.size() > 2000 || is_quoted(text)) return std::nullopt;
  std::size_t end = text.size();
  const std::string code = sqlstate_in(text, end);
  const bool java = text.find("PSQLException: ") != text.npos;
  const Words words = words_in(text.substr(0, end));
  if (words.begin == text.npos) return std::nullopt;
  SqlError error;
  error.severity = words.severity;
  error.sqlstate = code;
  error.primary = text.substr(words.begin + words.length, end - words.begin - words.length);
  while (error.primary.ends_with(' ') || error.primary.ends_with(';')) error.primary.pop_back();
  error.primary.erase(0, std::min(error.primary.find_first_not_of(' '), error.primary.size()));
  const PhraseMatch match = phrase_in(error.primary);
  // Without a SQLSTATE it has to be the message and nothing else, behind what a tool puts there.
  const std::string_view before = text.substr(0, words.begin);
  const bool plain = before.empty() || before.ends_with(": ");
  if (code.empty() && !java && (match.phrase == ServerPhrase::none || !plain)) return std::nullopt;
  LogFailure result;
  result.form = LogForm::client;
  result.phrase = match.phrase;
  result.subject = match.subject;
  result.trouble = trouble_in_message(error.primary);
  result.failure.sql = std::move(error);
  result.lines.push_back(line);
  return result;
}

}  // namespace gate

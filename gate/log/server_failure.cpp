#include "gate/log/server_failure.h"

#include <algorithm>

#include "gate/log/database_error.h"
#include "gate/log/line_prefix.h"
#include "gate/log/server_log.h"
#include "gate/log/server_phrases.h"
#include "gate/log/sub_select.h"
#include "gate/log/trouble_words.h"

namespace gate {
namespace {

constexpr std::size_t longest_field = 8000;
constexpr std::size_t most_lines = 6;
constexpr std::size_t longest_prefix = 300;

// "42704" as the last word of the prefix (%e), or Heroku's "sql_error_code = 42704".
std::string sqlstate_in(std::string_view prefix) {
  constexpr std::string_view heroku = "sql_error_code = ";
  if (const auto at = prefix.find(heroku); at != prefix.npos) {
    const std::string_view code = prefix.substr(at + heroku.size(), 5);
    return is_sqlstate(code) ? std::string(code) : std::string();
  }
  while (prefix.ends_with(' ') || prefix.ends_with(':')) prefix.remove_suffix(1);
  if (prefix.size() < 6) return {};
  const std::string_view code = prefix.substr(prefix.size() - 5);
  const char before = prefix[prefix.size() - 6];
  const bool apart = before == ' ' || before == ':' || before == '[';
  const bool number = std::all_of(code.begin(), code.end(),
                                  [](char letter) { return letter >= '0' && letter <= '9'; });
  // A process's number has five digits too; those of PostgreSQL begin with two for the class.
  return apart && is_sqlstate(code) && !number ? std::string(code) : std::string();
}

// What log_line_prefix makes: it begins with a time, or has the process in brackets.
bool is_server_prefix(std::string_view prefix) {
  if (timestamp_length(prefix) > 0 || prefix.find("sql_error_code = ") != prefix.npos) return true;
  const auto open = prefix.find('[');
  return open != prefix.npos && open + 1 < prefix.size() && prefix[open + 1] >= '0' &&
         prefix[open + 1] <= '9' && prefix.find(']', open) != prefix.npos;
}

// "psql:schema.sql:12: ".
std::size_t psql_prefix(std::string_view line) {
  if (!line.starts_with("psql:")) return 0;
  const auto end = line.find(": ");
  return end == line.npos ? 0 : end + 2;
}

std::string* member(SqlError& error, std::string_view meaning) {
  if (meaning == "detail") return &error.detail;
  if (meaning == "hint") return &error.hint;
  if (meaning == "context") return &error.context;
  if (meaning == "statement") return &error.statement;
  return nullptr;
}

std::string upper(std::string_view text) {
  std::string out(text);
  for (char& letter : out) {
    if (letter >= 'a' && letter <= 'z') letter = static_cast<char>(letter - 32);
  }
  return out;
}

}  // namespace

std::optional<ServerLine> read_server_line(std::string_view line) {
  ServerLine result;
  const std::size_t psql = psql_prefix(line);
  line.remove_prefix(psql);
  const auto colon = line.substr(0, longest_prefix).find(":  ");
  if (colon == line.npos) return std::nullopt;
  const LabelBefore label = label_before(line, colon);
  result.meaning = label.meaning;
  if (result.meaning.empty()) return std::nullopt;
  result.text = line.substr(colon + 3);
  const std::string_view prefix = line.substr(0, label.begin);
  if (!prefix.empty()) {
    if (psql > 0 || !is_server_prefix(prefix)) return std::nullopt;
    result.form = LogForm::server;
    result.sqlstate = sqlstate_in(prefix);
  }
  if (result.text.size() > 7 && is_sqlstate(result.text.substr(0, 5)) &&
      result.text.substr(5, 2) == ": ") {
    result.sqlstate = result.text.substr(0, 5);
    result.text.remove_prefix(7);
  }
  return result;
}

std::optional<ServerFailure> ServerFailure::begin(const LogLine& line) {
  const auto read = read_server_line(line.text);
  if (!read || !is_severity(read->meaning)) return std::nullopt;
  ServerFailure failure;
  failure.form_ = read->form;
  failure.error_.severity = upper(read->meaning);
  failure.error_.sqlstate = read->sqlstate;
  failure.error_.primary = read->text.substr(0, longest_field);
  failure.lines_.push_back(line);
  return failure;
}

bool ServerFailure::take(const LogLine& line) {
  const std::string_view text = line.text;
  if (text.starts_with('\t')) return true;  // the server's entry goes on
  if (form_ == LogForm::psql && (text.starts_with("LINE ") || text.starts_with("     "))) {
    if (text.starts_with("LINE 1: ")) {
      error_.statement = text.substr(8, longest_field);
      lines_.push_back(line);
    }
    return true;
  }
  const auto read = read_server_line(text);
  if (!read || read->form != form_) return false;
  std::string* field = member(error_, read->meaning);
  if (field == nullptr) return false;
  if (field->empty()) *field = read->text.substr(0, longest_field);
  if (lines_.size() < most_lines) lines_.push_back(line);
  return true;
}

LogFailure ServerFailure::finish() const {
  LogFailure result;
  result.form = form_;
  result.failure.sql = error_;
  if (form_ == LogForm::server) take_position_off(result.failure.sql->primary);
  PhraseMatch match = phrase_in(result.failure.sql->primary);
  if (match.phrase == ServerPhrase::none) match = phrase_in(error_.detail);
  result.phrase = match.phrase;
  result.subject = match.subject;
  if (match.phrase == ServerPhrase::null_in_column) {
    result.subselect = has_sub_select_for(error_.statement, match.subject);
  }
  result.trouble = trouble_in_message(error_.primary);
  result.lines = lines_;
  return result;
}

}  // namespace gate

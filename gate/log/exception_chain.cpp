#include "gate/log/exception_chain.h"

#include <algorithm>
#include <array>

#include "gate/log/database_error.h"
#include "gate/log/python_lines.h"
#include "gate/log/server_phrases.h"
#include "gate/log/sub_select.h"
#include "gate/log/trouble_words.h"

namespace gate {
namespace {

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

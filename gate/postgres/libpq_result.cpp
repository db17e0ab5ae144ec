#include "gate/postgres/libpq_result.h"

#include <algorithm>
#include <cctype>

namespace gate {
namespace {

std::string field(const PGresult* result, int code) {
  const char* text = ::PQresultErrorField(result, code);
  return text == nullptr ? std::string() : text;
}

std::string one_line(std::string_view text) {
  std::string line;
  for (const char c : text) {
    if (c != '\n' && c != '\t') {
      line += c;
    } else if (!line.empty() && line.back() != ' ') {
      line += ' ';
    }
  }
  while (line.ends_with(' ')) line.pop_back();
  return line;
}

bool is_sqlstate(std::string_view text) {
  return text.size() == 5 && std::all_of(text.begin(), text.end(), [](unsigned char c) {
           return std::isdigit(c) != 0 || std::isupper(c) != 0;
         });
}

// "...: FATAL:  28P01: password authentication failed for user "x"\nLOCATION:  ..."; the severity
// is in the server's language, its two blanks are not.
void take_apart(std::string_view message, SqlError& sql) {
  sql.primary = one_line(message);
  const auto blanks = message.find(":  ");
  if (blanks == std::string_view::npos) return;
  const std::string_view rest = message.substr(blanks + 3);
  if (!is_sqlstate(rest.substr(0, 5)) || rest.substr(5, 2) != ": ") return;
  sql.sqlstate = rest.substr(0, 5);
  sql.severity = "FATAL";
  sql.primary = rest.substr(7, rest.find('\n') - 7);
}

}  // namespace

QueryResult rows_of(const PGresult* result) {
  QueryResult all;
  const int columns = ::PQnfields(result);
  for (int column = 0; column < columns; ++column) {
    all.columns.emplace_back(::PQfname(result, column));
  }
  for (int row = 0; row < ::PQntuples(result); ++row) {
    Row& values = all.rows.emplace_back(static_cast<std::size_t>(columns));
    for (int column = 0; column < columns; ++column) {
      if (::PQgetisnull(result, row, column) != 0) continue;
      values[static_cast<std::size_t>(column)] = ::PQgetvalue(result, row, column);
    }
  }
  return all;
}

bool is_failure(ExecStatusType status) {
  return status == PGRES_FATAL_ERROR || status == PGRES_BAD_RESPONSE ||
         status == PGRES_NONFATAL_ERROR;
}

QueryFailure failure_of(const PGresult* result, std::string_view sql) {
  QueryFailure failure;
  failure.sql.sqlstate = field(result, PG_DIAG_SQLSTATE);
  failure.sql.severity = field(result, PG_DIAG_SEVERITY_NONLOCALIZED);
  failure.sql.primary = field(result, PG_DIAG_MESSAGE_PRIMARY);
  failure.sql.detail = field(result, PG_DIAG_MESSAGE_DETAIL);
  failure.sql.hint = field(result, PG_DIAG_MESSAGE_HINT);
  failure.sql.context = field(result, PG_DIAG_CONTEXT);
  failure.sql.schema = field(result, PG_DIAG_SCHEMA_NAME);
  failure.sql.table = field(result, PG_DIAG_TABLE_NAME);
  failure.sql.column = field(result, PG_DIAG_COLUMN_NAME);
  failure.sql.datatype = field(result, PG_DIAG_DATATYPE_NAME);
  failure.sql.constraint = field(result, PG_DIAG_CONSTRAINT_NAME);
  failure.sql.statement = sql;
  if (failure.sql.primary.empty()) {
    failure.sql.primary = one_line(::PQresultErrorMessage(result));
  }
  return failure;
}

QueryFailure connection_failure(const PGconn* connection) {
  QueryFailure failure;
  failure.connection_lost = connection == nullptr || ::PQstatus(connection) == CONNECTION_BAD;
  take_apart(connection == nullptr ? "out of memory" : ::PQerrorMessage(connection), failure.sql);
  return failure;
}

}  // namespace gate

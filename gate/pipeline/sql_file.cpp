#include "gate/pipeline/sql_file.h"

#include <fmt/format.h>

#include <algorithm>
#include <set>

#include "gate/source/sql.h"
#include "gate/source/sql_script.h"
#include "gate/source/sql_tokens.h"
#include "gate/tree/text_file.h"

namespace gate {
namespace {

constexpr std::size_t longest_statement = 4000;
constexpr std::string_view undefined_object = "42704";
constexpr std::string_view duplicate_schema = "42P06";

Error wrong(const std::string& shown, const ScriptFault& fault) {
  const std::string place = fault.line == 0 ? shown : fmt::format("{}:{}", shown, fault.line);
  return {ErrorCode::declaration,
          fmt::format("{}: found {}, expected {}", place, fault.found, fault.expected), fault.hint};
}

Result<void> check_sql(std::string_view text, const std::string& shown) {
  if (const auto fault = not_sql_text(text, shown)) return wrong(shown, *fault);
  const SqlScript script = cut_script(text);
  if (script.fault) return wrong(shown, *script.fault);
  if (script.parts.empty()) {
    return wrong(shown, {0, "no statement", "statements of SQL",
                         "See that it is the right file, and that it is not empty."});
  }
  return {};
}

std::string lower(std::string_view text) {
  std::string result(text);
  std::transform(result.begin(), result.end(), result.begin(), [](char c) {
    return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
  });
  return result;
}

// What psql goes on behind and nobody misses.
bool is_of_no_account(const ScriptPart& part, const QueryFailure& failure) {
  const auto tokens = sql_tokens(part.sql, 4);
  if (tokens.empty()) return false;
  const std::string first = lower(tokens[0].text);
  if (first == "set")
    return failure.sql.sqlstate == undefined_object &&
           failure.sql.primary.starts_with("unrecognized configuration parameter");
  return failure.sql.sqlstate == duplicate_schema && first == "create" && tokens.size() == 3 &&
         lower(tokens[2].text) == "public";
}

QueryFailure left_open() {
  QueryFailure failure;
  failure.sql.sqlstate = "25001";
  failure.sql.severity = "ERROR";
  failure.sql.primary = "the file begins a transaction and does not commit it";
  return failure;
}

std::string beginning(std::string_view statement) {
  if (statement.size() <= longest_statement) return std::string(statement);
  return std::string(statement.substr(0, longest_statement)) + " ...";
}

}  // namespace

Result<std::string> read_sql(const std::filesystem::path& file, const std::string& shown) {
  auto text = read_text_file(file, shown, most_mib_of_sql);
  if (!text) return text.error();
  if (auto checked = check_sql(*text, shown); !checked) return checked.error();
  return text;
}

Result<void> check_sql_files(const Declaration& declaration) {
  if (declaration.baseline) {
    const auto text = read_sql(declaration.baseline->file, declaration.baseline->shown);
    if (!text) return text.error();
  }
  for (const Prerequisite& prerequisite : declaration.prerequisites) {
    const auto* file = std::get_if<SeedFile>(&prerequisite.what);
    if (file == nullptr) continue;
    if (auto checked = check_sql(file->sql, file->shown); !checked) return checked;
  }
  return {};
}

std::optional<SqlFileFailure> run_sql(Connection& connection, std::string_view text) {
  const SqlScript script = cut_script(text);
  for (const ScriptPart& part : script.parts) {
    const auto done =
        part.data ? connection.copy_in(part.sql, *part.data) : connection.script(part.sql);
    if (done || is_of_no_account(part, done.error())) continue;
    SqlFileFailure refused{done.error(), part.line, beginning(part.sql)};
    refused.failure.sql.statement = refused.statement;
    return refused;
  }
  if (connection.in_transaction()) {
    return SqlFileFailure{left_open(), script.parts.back().line, {}};
  }
  return std::nullopt;
}

std::vector<std::string> missing_roles(std::string_view text, OwnConnection& connection) {
  const auto there = connection.query("SELECT rolname FROM pg_catalog.pg_roles");
  if (!there) return {};
  std::set<std::string> known;
  for (const Row& row : there->rows) known.insert(row[0].value_or(""));
  std::vector<std::string> missing;
  for (const ScriptPart& part : cut_script(text).parts) {
    for (const Operation& one : operations_in(part.sql)) {
      if (one.kind == OperationKind::create_role) known.insert(one.name);
      if (one.kind == OperationKind::use_role && known.insert(one.name).second) {
        missing.push_back(one.name);
      }
    }
  }
  return missing;
}

Failure failure_in_file(const SqlFileFailure& failure, const std::filesystem::path& file) {
  Failure result;
  result.sql = failure.failure.sql;
  result.place.file = file.string();
  result.place.line = failure.line;
  return result;
}

}  // namespace gate

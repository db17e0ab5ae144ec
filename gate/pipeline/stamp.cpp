#include "gate/pipeline/stamp.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>

namespace gate {
namespace {

// Tables of that name; a NULL schema parameter stands for every schema that is not PostgreSQL's.
constexpr std::string_view find_tables = R"(
  SELECT n.nspname, c.relname
  FROM pg_catalog.pg_class c JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
  WHERE c.relname = $1 AND c.relkind IN ('r', 'p')
    AND ($2::text IS NULL OR n.nspname = $2)
    AND n.nspname NOT IN ('pg_catalog', 'information_schema')
  ORDER BY 1)";

// Their names as SQL writes them.
QueryOutcome<std::vector<std::string>> tables_of(OwnConnection& connection,
                                                 const VersionTable& table) {
  const std::optional<std::string> schema =
      table.schema.empty() ? std::nullopt : std::optional(table.schema);
  const auto found = connection.query(find_tables, {table.name, schema});
  if (!found) return found.error();
  std::vector<std::string> names;
  for (const Row& row : found->rows) {
    names.push_back(fmt::format("{}.{}", quote_identifier(*row[0]), quote_identifier(*row[1])));
  }
  return names;
}

std::string ids(const std::vector<std::string>& revisions) {
  return revisions.empty() ? "no revision" : fmt::format("{}", fmt::join(revisions, ", "));
}

}  // namespace

QueryOutcome<std::vector<std::string>> read_stamp(OwnConnection& connection,
                                                  const VersionTable& table) {
  const auto tables = tables_of(connection, table);
  if (!tables) return tables.error();
  std::vector<std::string> versions;
  for (const std::string& one : *tables) {
    const auto found = connection.query("SELECT version_num FROM " + one);
    if (!found) return found.error();
    for (const Row& version : found->rows) versions.push_back(version[0].value_or(""));
  }
  std::sort(versions.begin(), versions.end());
  return versions;
}

QueryOutcome<QueryResult> remove_from_stamp(OwnConnection& connection, const VersionTable& table,
                                            const std::vector<std::string>& revisions) {
  const auto tables = tables_of(connection, table);
  if (!tables) return tables.error();
  QueryResult last;
  for (const std::string& one : *tables) {
    for (const std::string& revision : revisions) {
      auto done = connection.query("DELETE FROM " + one + " WHERE version_num = $1", {revision});
      if (!done) return done.error();
      last = *done;
    }
  }
  return last;
}

Error wrong_stamp(const std::string& step, const VersionTable& table,
                  const std::vector<std::string>& expected, const std::vector<std::string>& found,
                  const std::vector<Redirect>& redirects) {
  Error error{
      ErrorCode::wrong_database,
      fmt::format("the step ended well, but {} in gate's own database holds {}, expected {}",
                  table.name, ids(found), ids(expected)),
      "The migrations ran somewhere else, were never run, or lost their version row: see "
      "that env.py runs them in online mode on the connection it opens, that it commits, "
      "and that no migration ends or rolls back the transaction Alembic works in."};
  error.step = step;
  if (!redirects.empty()) {
    error.message +=
        fmt::format("; {} asked for {}", redirects.front().place.file, redirects.front().asked);
  }
  return error;
}

}  // namespace gate

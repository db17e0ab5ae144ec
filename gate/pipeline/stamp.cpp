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

constexpr std::string_view undefined_column = "42703";

std::string ids(const std::vector<std::string>& revisions) {
  return revisions.empty() ? "no revision" : fmt::format("{}", fmt::join(revisions, ", "));
}

}  // namespace

QueryOutcome<std::vector<VersionRows>> read_stamps(OwnConnection& connection,
                                                   const VersionTable& table) {
  const std::optional<std::string> schema =
      table.schema.empty() ? std::nullopt : std::optional(table.schema);
  const auto tables = connection.query(find_tables, {table.name, schema});
  if (!tables) return tables.error();
  std::vector<VersionRows> stamps;
  for (const Row& row : tables->rows) {
    // A table of that name that is none of Alembic's is not the stamp.
    const auto found = connection.query(fmt::format(
        "SELECT version_num FROM {}.{}", quote_identifier(*row[0]), quote_identifier(*row[1])));
    if (!found && found.error().sql.sqlstate == undefined_column) continue;
    if (!found) return found.error();
    VersionRows& one = stamps.emplace_back(VersionRows{*row[0], {}});
    for (const Row& version : found->rows) one.rows.push_back(version[0].value_or(""));
    std::sort(one.rows.begin(), one.rows.end());
  }
  return stamps;
}

const VersionRows* own_stamp(const std::vector<VersionRows>& stamps, const std::string& home,
                             const RevisionGraph& graph, const std::vector<std::string>& expected) {
  const VersionRows* best = stamps.empty() ? nullptr : &stamps.front();
  for (const VersionRows& one : stamps) {
    if (!home.empty() && one.schema == home) return &one;
    if (one.schema == "public") best = &one;
  }
  if (!home.empty()) return best;
  for (const VersionRows& one : stamps) {
    if (graph.without_implied(one.rows) == expected) return &one;
  }
  return best;
}

QueryOutcome<QueryResult> remove_from_stamp(OwnConnection& connection, const VersionTable& table,
                                            const std::vector<std::string>& revisions) {
  const std::string name = quote_identifier(table.schema) + "." + quote_identifier(table.name);
  QueryResult last;
  for (const std::string& revision : revisions) {
    auto done = connection.query("DELETE FROM " + name + " WHERE version_num = $1", {revision});
    if (!done) return done.error();
    last = *done;
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

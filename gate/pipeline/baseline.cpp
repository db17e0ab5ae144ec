#include "gate/pipeline/baseline.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>

#include "gate/pipeline/sql_file.h"

namespace gate {
namespace {

constexpr std::string_view nothing_applied = "base";

// Alembic's tables by their one column: env.py, which knows the name, has not run yet.
constexpr std::string_view version_tables = R"(
  SELECT n.nspname, c.relname
  FROM pg_catalog.pg_class c JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
  WHERE c.relkind IN ('r', 'p') AND c.relname !~ '^pg_'
    AND (SELECT pg_catalog.array_agg(a.attname::text) FROM pg_catalog.pg_attribute a
         WHERE a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped) = '{version_num}'
  ORDER BY 1, 2)";

std::string pointer(const Declaration& declaration, const std::string& rest) {
  return fmt::format("{}: /baseline/revision: {}",
                     declaration.file.lexically_relative(declaration.root).string(), rest);
}

std::string list(const std::vector<std::string>& rows) {
  return rows.empty() ? std::string(nothing_applied) : fmt::format("{}", fmt::join(rows, ", "));
}

}  // namespace

Result<void> check_baseline(const Declaration& declaration, const RevisionGraph& graph) {
  if (!declaration.baseline || declaration.baseline->revision == nothing_applied) return {};
  const auto resolved = graph.resolve(declaration.baseline->revision);
  if (resolved) return {};
  return Error{ErrorCode::declaration, pointer(declaration, resolved.error().message),
               "Name an exact revision id of the tree, a unique beginning of one, or \"base\"."};
}

std::string stamped_by_baseline(const Declaration& declaration, const RevisionGraph& graph) {
  if (!declaration.baseline || declaration.baseline->revision == nothing_applied) return {};
  const auto resolved = graph.resolve(declaration.baseline->revision);
  return resolved ? *resolved : std::string();
}

void note_baseline(const Declaration& declaration, const RevisionGraph& graph, Evidence& evidence,
                   TreeReport& report) {
  const std::string stamped = stamped_by_baseline(declaration, graph);
  if (stamped.empty()) return;
  evidence.declared.baseline_revision = stamped;
  if (evidence.heads == std::vector{stamped}) {
    report.note = "the baseline is at the head, so there is no revision above it to gate";
  }
}

Result<std::optional<QueryFailure>> apply_baseline(const Baseline& baseline,
                                                   OwnConnection& connection, Evidence& evidence,
                                                   StepEvidence& seen) {
  const auto text = read_sql(baseline.file, baseline.shown);
  if (!text) return text.error();
  auto own = connection.another();
  if (!own) return std::optional(own.error());
  const auto refused = run_sql(*own, *text);
  seen.end = StepEnd::told;
  seen.status = refused ? StepStatus::failed : StepStatus::passed;
  if (!refused) return std::optional<QueryFailure>();
  seen.failure = failure_in_file(*refused, baseline.file);
  if (refused->failure.sql.primary.starts_with("role ")) {
    evidence.catalog.missing_roles = missing_roles(*text, connection);
  }
  return std::optional(refused->failure);
}

Result<void> agree_with_baseline(const Declaration& declaration, const RevisionGraph& graph,
                                 OwnConnection& connection) {
  const auto tables = connection.query(version_tables);
  if (!tables || tables->rows.size() != 1) return {};
  const std::string table = quote_identifier(tables->rows[0][0].value_or("")) + "." +
                            quote_identifier(tables->rows[0][1].value_or(""));
  const auto found = connection.query("SELECT version_num FROM " + table + " ORDER BY 1");
  if (!found || found->rows.empty()) return {};
  std::vector<std::string> rows;
  for (const Row& row : found->rows) rows.push_back(row[0].value_or(""));
  const std::string declared = stamped_by_baseline(declaration, graph);
  if (graph.without_implied(rows) == std::vector<std::string>{declared}) return {};
  return Error{
      ErrorCode::declaration,
      pointer(declaration,
              fmt::format("found {}, expected {}, which the {} in {} holds",
                          declaration.baseline->revision, list(rows),
                          tables->rows[0][1].value_or(""), declaration.baseline->shown)),
      "Name that revision, or take the dump again from a database that is at the one declared."};
}

}  // namespace gate

#include "gate/pipeline/step_trace.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <cstdlib>

namespace gate {
namespace {

constexpr std::size_t most_told = 5;

// xmin has 32 bits, the counter more.
constexpr std::string_view before = R"(
  SELECT pg_catalog.txid_snapshot_xmax(pg_catalog.txid_current_snapshot()) % 4294967296,
         (SELECT pg_catalog.count(*) FROM pg_catalog.pg_class WHERE oid >= 16384))";

constexpr std::string_view written_since = R"(
  WITH own AS (
    SELECT oid FROM pg_catalog.pg_namespace
    WHERE nspname NOT IN ('pg_catalog', 'information_schema') AND nspname !~ '^pg_(toast|temp)')
  SELECT CASE c.relkind WHEN 'v' THEN 'view ' WHEN 'm' THEN 'materialized view '
                        WHEN 'S' THEN 'sequence ' ELSE 'table ' END || c.relname
  FROM pg_catalog.pg_class c JOIN own o ON o.oid = c.relnamespace
  WHERE c.relkind IN ('r', 'p', 'v', 'm', 'S', 'f') AND c.relname <> $2
    AND (c.xmin::text::bigint >= $1::bigint OR EXISTS (
           SELECT FROM pg_catalog.pg_attribute a
           WHERE a.attrelid = c.oid AND a.xmin::text::bigint >= $1::bigint))
  UNION ALL
  SELECT 'function ' || p.proname FROM pg_catalog.pg_proc p JOIN own o ON o.oid = p.pronamespace
  WHERE p.xmin::text::bigint >= $1::bigint
  UNION ALL
  SELECT 'type ' || t.typname FROM pg_catalog.pg_type t JOIN own o ON o.oid = t.typnamespace
  WHERE t.typtype IN ('d', 'e', 'r') AND t.xmin::text::bigint >= $1::bigint
  UNION ALL
  SELECT 'constraint ' || conname FROM pg_catalog.pg_constraint JOIN own o ON o.oid = connamespace
  WHERE pg_constraint.xmin::text::bigint >= $1::bigint
    AND conrelid NOT IN (SELECT oid FROM pg_catalog.pg_class WHERE relname = $2))";

// One SELECT that looks into every table.
constexpr std::string_view tables_written = R"(
  SELECT pg_catalog.string_agg(pg_catalog.format(
           'SELECT %L WHERE EXISTS (SELECT FROM %I.%I WHERE xmin::text::bigint >= %s)',
           'rows of ' || c.relname, n.nspname, c.relname, $1::text), ' UNION ALL ')
  FROM pg_catalog.pg_class c JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
  WHERE c.relkind = 'r' AND c.relname <> $2
    AND n.nspname NOT IN ('pg_catalog', 'information_schema') AND n.nspname !~ '^pg_(toast|temp)')";

void add(std::vector<std::string>& told, const QueryOutcome<QueryResult>& found) {
  if (!found) return;
  for (const Row& row : found->rows) {
    if (told.size() < most_told) told.push_back(row[0].value_or(""));
  }
}

std::string rows_of(const VersionRows& one) {
  return one.rows.empty() ? "no row" : fmt::format("{}", fmt::join(one.rows, ", "));
}

}  // namespace

void StepTrace::begin() {
  next_transaction_.clear();
  const auto found = connection_.query(before);
  if (!found || found->rows.empty()) return;
  next_transaction_ = found->rows[0][0].value_or("");
  relations_ = std::strtol(found->rows[0][1].value_or("0").c_str(), nullptr, 10);
}

std::vector<std::string> StepTrace::changes(const std::string& version_table) {
  std::vector<std::string> told;
  if (next_transaction_.empty()) return told;
  add(told, connection_.query(written_since, {next_transaction_, version_table}));
  const auto rows = connection_.query(tables_written, {next_transaction_, version_table});
  if (rows && !rows->rows.empty() && rows->rows[0][0]) {
    add(told, connection_.query(*rows->rows[0][0]));
  }
  const auto now = connection_.query(before);
  if (now && !now->rows.empty() && told.size() < most_told) {
    const long left = std::strtol(now->rows[0][1].value_or("0").c_str(), nullptr, 10);
    if (left < relations_) {
      told.push_back(fmt::format("{} tables, indexes and sequences fewer", relations_ - left));
    }
  }
  return told;
}

std::optional<LostStamp> StepTrace::lost_stamp(const VersionTable& table,
                                               const std::vector<VersionRows>& stamps,
                                               const VersionRows* chosen) {
  LostStamp lost;
  lost.changes = changes(table.name);
  if (lost.changes.empty()) return std::nullopt;
  lost.table = chosen == nullptr ? table.name : chosen->schema + "." + table.name;
  for (const VersionRows& one : stamps) {
    if (&one == chosen) continue;
    lost.elsewhere.push_back(fmt::format("{}.{} holds {}", one.schema, table.name, rows_of(one)));
  }
  return lost;
}

}  // namespace gate

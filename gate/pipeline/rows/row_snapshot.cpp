#include "gate/pipeline/rows/row_snapshot.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>

#include "gate/pipeline/rows/joined.h"

namespace gate {
namespace {

// Whole unique indexes over plain columns that are never NULL.
constexpr std::string_view unique_keys = R"(
  SELECT i.indrelid, string_agg(a.attname, chr(31) ORDER BY k.place)
  FROM pg_catalog.pg_index i
  JOIN pg_catalog.pg_class c ON c.oid = i.indrelid AND c.relkind IN ('r', 'p')
  CROSS JOIN LATERAL unnest(i.indkey) WITH ORDINALITY AS k(number, place)
  JOIN pg_catalog.pg_attribute a ON a.attrelid = i.indrelid AND a.attnum = k.number
  WHERE i.indisunique AND i.indisvalid AND i.indpred IS NULL AND i.indexprs IS NULL
    AND k.place <= i.indnkeyatts AND c.relnamespace <> 'pg_catalog'::pg_catalog.regnamespace
  GROUP BY i.indexrelid, i.indrelid, i.indisprimary, i.indnkeyatts
  HAVING bool_and(a.attnotnull)
  ORDER BY i.indrelid, i.indisprimary DESC, i.indnkeyatts, i.indexrelid)";

using Keys = std::map<std::string, std::vector<std::vector<std::string>>>;

QueryOutcome<Keys> read_keys(Connection& connection) {
  const auto found = connection.query(unique_keys);
  if (!found) return found.error();
  Keys keys;
  for (const Row& row : found->rows) keys[row[0].value_or("")].push_back(split_joined(row[1]));
  return keys;
}

// How values are written must not hang on what migrations made of the database's settings.
constexpr std::string_view settings =
    "SET datestyle = 'ISO, YMD'; SET intervalstyle = 'postgres'; SET timezone = 'UTC'; "
    "SET bytea_output = 'hex'; SET extra_float_digits = 1; SET xmlbinary = 'base64'; "
    "SET lc_monetary = 'C'; SET row_security = on; SET client_encoding = 'UTF8'";

QueryOutcome<std::vector<Row>> rows_of(Connection& connection, const RowTable& table,
                                       const std::vector<std::string>& columns,
                                       const std::vector<std::string>& left_out) {
  std::vector<std::string> names;
  for (const std::string& one : columns) names.push_back(quote_identifier(one));
  std::string where;
  if (!left_out.empty()) {
    where = fmt::format(" WHERE tableoid <> ALL ('{{{}}}'::pg_catalog.oid[])",
                        fmt::join(left_out, ","));
  }
  auto found = connection.query(
      fmt::format("SELECT {} FROM {}{}{} LIMIT {}", fmt::join(names, ", "),
                  table.partitioned ? "" : "ONLY ", table.shown, where, most_rows + 1));
  if (!found) return found.error();
  return std::move(found->rows);
}

}  // namespace

QueryOutcome<RowSnapshot> read_rows(Connection& connection,
                                    const std::function<bool(const RowTable&)>& wanted) {
  if (auto set = connection.script(settings); !set) return set.error();
  const auto tables = read_row_tables(connection);
  if (!tables) return tables.error();
  auto keys = read_keys(connection);
  if (!keys) return keys.error();
  std::vector<std::string> left_out;
  for (const RowTable& table : *tables) {
    if (!table.ancestors.empty() && !wanted(table)) left_out.push_back(table.oid);
  }
  RowSnapshot snapshot;
  for (const RowTable& table : *tables) {
    if (!table.ancestors.empty() || !wanted(table)) continue;
    TableRows read{table.oid, {}, {}, std::move((*keys)[table.oid]), {}};
    for (const RowColumn& column : table.columns) {
      if (column.generated) continue;
      read.columns.push_back(column.name);
      read.types.push_back(column.type_name);
    }
    if (read.columns.empty()) continue;
    auto rows = rows_of(connection, table, read.columns,
                        table.partitioned ? left_out : std::vector<std::string>());
    if (!rows) return rows.error();
    if (rows->size() > most_rows) {
      snapshot.too_large.push_back(table.shown);
      continue;
    }
    read.rows = std::move(*rows);
    snapshot.tables.emplace(table.shown, std::move(read));
  }
  return snapshot;
}

}  // namespace gate

#include "gate/pipeline/row_needs.h"

#include <fmt/format.h>

#include <sstream>

namespace gate {
namespace {

// A value that each kind of type takes; what refers to another row can only be named.
constexpr std::string_view required_columns = R"(
  SELECT a.attname,
         CASE WHEN k.indrelid IS NOT NULL AND t.typcategory = 'N' THEN '1000001'
              WHEN fk.table_name IS NOT NULL THEN '<a row of ' || fk.table_name || '>'
              WHEN t.typtype = 'e' THEN (SELECT enumlabel FROM pg_catalog.pg_enum
                                         WHERE enumtypid = t.oid ORDER BY enumsortorder LIMIT 1)
              WHEN t.typname = 'uuid' THEN '00000000-0000-0000-0000-000000000001'
              WHEN t.typname IN ('json', 'jsonb') THEN '{}'
              WHEN t.typname = 'bytea' THEN ''
              WHEN t.typcategory = 'S' AND a.atttypmod BETWEEN 5 AND 10 THEN 'x'
              WHEN t.typcategory = 'S' THEN 'CI seed'
              WHEN t.typcategory = 'N' THEN '1'
              WHEN t.typcategory = 'B' THEN 'false'
              WHEN t.typname = 'date' THEN '2026-01-01'
              WHEN t.typname IN ('time', 'timetz') THEN '00:00:00'
              WHEN t.typcategory = 'D' THEN '2026-01-01T00:00:00'
              WHEN t.typcategory = 'T' THEN '1 day'
              WHEN t.typcategory = 'A' THEN '{}'
              WHEN t.typcategory = 'I' THEN '127.0.0.1'
              ELSE '<' || pg_catalog.format_type(a.atttypid, a.atttypmod) || '>' END,
         k.indrelid IS NOT NULL, a.attnotnull AND NOT a.atthasdef AND a.attidentity = ''
  FROM pg_catalog.pg_attribute a
  JOIN pg_catalog.pg_type t ON t.oid = a.atttypid
  LEFT JOIN LATERAL (
    SELECT c.confrelid::pg_catalog.regclass::text AS table_name FROM pg_catalog.pg_constraint c
    WHERE c.conrelid = a.attrelid AND c.contype = 'f' AND a.attnum = ANY (c.conkey) LIMIT 1) fk
    ON true
  LEFT JOIN pg_catalog.pg_index k
    ON k.indrelid = a.attrelid AND k.indisprimary AND a.attnum = ANY (k.indkey)
  WHERE a.attrelid = pg_catalog.to_regclass($1) AND a.attnum > 0 AND NOT a.attisdropped
    AND (k.indrelid IS NOT NULL OR (a.attnotnull AND NOT a.atthasdef AND a.attidentity = ''))
  ORDER BY a.attnum)";

// Whole indexes over plain columns: those that ON CONFLICT can name. Unlikely names win nothing, so
// the shortest comes first and the primary key last.
constexpr std::string_view unique_indexes = R"(
  SELECT pg_catalog.string_agg(a.attname, chr(31) ORDER BY k.place)
  FROM pg_catalog.pg_index i
  CROSS JOIN LATERAL pg_catalog.unnest(i.indkey) WITH ORDINALITY AS k(attnum, place)
  JOIN pg_catalog.pg_attribute a ON a.attrelid = i.indrelid AND a.attnum = k.attnum
  WHERE i.indrelid = pg_catalog.to_regclass($1) AND i.indisunique AND i.indpred IS NULL
    AND i.indexprs IS NULL AND k.place <= i.indnkeyatts
  GROUP BY i.indexrelid, i.indisprimary, i.indnkeyatts
  ORDER BY i.indisprimary, i.indnkeyatts, 1)";

constexpr std::string_view referenced = R"(
  SELECT a.attname, c.confrelid::pg_catalog.regclass::text
  FROM pg_catalog.pg_constraint c
  CROSS JOIN LATERAL pg_catalog.unnest(c.confkey) WITH ORDINALITY AS k(attnum, place)
  JOIN pg_catalog.pg_attribute a ON a.attrelid = c.confrelid AND a.attnum = k.attnum
  WHERE c.contype = 'f' AND c.conname = $1
    AND c.conrelid IN (
      SELECT oid FROM pg_catalog.pg_class WHERE relname = $2
        AND ($3 = '' OR relnamespace = (
          SELECT oid FROM pg_catalog.pg_namespace WHERE nspname = $3)))
  ORDER BY c.oid, k.place)";

constexpr char separator = '\x1f';

std::vector<std::string> split(const std::string& text) {
  std::vector<std::string> parts;
  std::istringstream stream(text);
  for (std::string part; std::getline(stream, part, separator);) parts.push_back(part);
  return parts;
}

// As the declaration has names: without PostgreSQL's quotes.
std::string unquoted(std::string name) {
  std::erase(name, '"');
  return name;
}

}  // namespace

std::optional<RowNeeds> row_needs(OwnConnection& connection, const std::string& table) {
  const auto there = connection.query("SELECT 1 WHERE pg_catalog.to_regclass($1) IS NOT NULL",
                                      {quote_qualified(table)});
  if (!there || there->rows.empty()) return std::nullopt;
  RowNeeds needs;
  if (const auto columns = connection.query(required_columns, {quote_qualified(table)})) {
    for (const Row& row : columns->rows) {
      const auto column = std::pair(row[0].value_or(""), row[1].value_or(""));
      if (row[2] == "t") needs.key.push_back(column);
      if (row[3] == "t") needs.required.push_back(column);
    }
  }
  if (const auto indexes = connection.query(unique_indexes, {quote_qualified(table)})) {
    for (const Row& row : indexes->rows) needs.unique.push_back(split(row[0].value_or("")));
  }
  return needs;
}

std::optional<bool> has_row(OwnConnection& connection, const Operation& lookup) {
  if (lookup.wanted.empty()) return std::nullopt;
  std::string where;
  Row values;
  for (const ColumnValue& one : lookup.wanted) {
    if (!one.value) return std::nullopt;
    values.push_back(one.value);
    where += fmt::format("{}{}::text = ${}", where.empty() ? "" : " AND ",
                         quote_identifier(one.column), values.size());
  }
  // One that fails must not end the transaction for those after it.
  if (!connection.query("SAVEPOINT gate_row")) return std::nullopt;
  const std::string name = lookup.schema.empty() ? lookup.name : lookup.schema + "." + lookup.name;
  const auto found = connection.query(
      fmt::format("SELECT 1 FROM {} WHERE {} LIMIT 1", quote_qualified(name), where), values);
  if (!found) {
    connection.query("ROLLBACK TO SAVEPOINT gate_row");
    return std::nullopt;
  }
  return !found->rows.empty();
}

void read_reference(OwnConnection& connection, const SqlError& error, CatalogFacts& catalog) {
  const auto found = connection.query(referenced, {error.constraint, error.table, error.schema});
  if (!found) return;
  for (const Row& row : found->rows) {
    catalog.referenced_columns.push_back(row[0].value_or(""));
    catalog.referenced_table = unquoted(row[1].value_or(""));
  }
}

}  // namespace gate

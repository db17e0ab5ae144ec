#include "gate/pipeline/compare_tables.h"

#include <fmt/format.h>

#include <map>

namespace gate {
namespace {

constexpr std::string_view kind_of_relation = R"(
  SELECT CASE relkind WHEN 'r' THEN 'table' WHEN 'p' THEN 'table' WHEN 'f' THEN 'foreign table'
              WHEN 'v' THEN 'view' WHEN 'm' THEN 'materialized view' WHEN 'i' THEN 'index'
              WHEN 'I' THEN 'index' WHEN 'S' THEN 'sequence' ELSE 'type' END,
         oid
  FROM pg_catalog.pg_class WHERE oid = pg_catalog.to_regclass($1))";

// What makes up a table, a line each: "column qty" -> "integer not null default 0". Its own
// sequences are called by another name in another schema, so only that they are there counts.
constexpr std::string_view description = R"(
  SELECT 'column ' || a.attname,
         pg_catalog.format_type(a.atttypid, a.atttypmod)
           || CASE WHEN a.attnotnull THEN ' not null' ELSE '' END
           || CASE WHEN a.attidentity <> '' THEN ' identity' ELSE '' END
           || CASE WHEN a.attgenerated <> '' THEN ' generated' ELSE '' END
           || COALESCE(' default ' || pg_catalog.regexp_replace(
                pg_catalog.pg_get_expr(d.adbin, d.adrelid), 'nextval\(.*\)', 'nextval'), '')
  FROM pg_catalog.pg_attribute a
  LEFT JOIN pg_catalog.pg_attrdef d ON d.adrelid = a.attrelid AND d.adnum = a.attnum
  WHERE a.attrelid = $1::pg_catalog.oid AND a.attnum > 0 AND NOT a.attisdropped
  UNION ALL
  SELECT 'constraint ' || pg_catalog.pg_get_constraintdef(oid), 'there'
  FROM pg_catalog.pg_constraint WHERE conrelid = $1::pg_catalog.oid
  UNION ALL
  SELECT 'query', pg_catalog.pg_get_viewdef(oid)
  FROM pg_catalog.pg_class WHERE oid = $1::pg_catalog.oid AND relkind IN ('v', 'm'))";

struct Relation {
  std::string kind;
  std::string id;
};

std::optional<Relation> relation(OwnConnection& connection, const std::string& name) {
  const auto found = connection.query(kind_of_relation, {name});
  if (!found || found->rows.empty()) return std::nullopt;
  return Relation{found->rows[0][0].value_or(""), found->rows[0][1].value_or("")};
}

using Description = std::map<std::string, std::string>;

std::optional<Description> describe(OwnConnection& connection, const Relation& one) {
  const auto found = connection.query(description, {one.id});
  if (!found) return std::nullopt;
  Description lines;
  for (const Row& row : found->rows) lines[row[0].value_or("")] = row[1].value_or("");
  return lines;
}

std::vector<std::string> differences(const Description& earlier, const Description& later) {
  std::vector<std::string> words;
  for (const auto& [part, is] : earlier) {
    const auto other = later.find(part);
    if (other == later.end()) {
      words.push_back(fmt::format("{} only in the earlier", part));
    } else if (other->second != is) {
      words.push_back(
          fmt::format("{}: {} in the earlier, {} in the later", part, is, other->second));
    }
  }
  for (const auto& [part, is] : later) {
    if (earlier.count(part) == 0) words.push_back(fmt::format("{} only in the later", part));
  }
  return words;
}

// "ALTER TABLE" serves views too; a materialized view has a command of its own.
bool put_aside(OwnConnection& connection, const Relation& one, const std::string& name) {
  const std::string_view what = one.kind == "materialized view" ? "MATERIALIZED VIEW" : "TABLE";
  return connection.query("CREATE SCHEMA gate_aside") &&
         connection.query(fmt::format("ALTER {} {} SET SCHEMA gate_aside", what, name));
}

}  // namespace

TableComparison compare_tables(OwnConnection& connection, const std::string& name,
                               const std::string& create_statement) {
  TableComparison comparison;
  const auto earlier = relation(connection, quote_qualified(name));
  if (!earlier) return comparison;
  comparison.existing_kind = earlier->kind;
  const auto before = describe(connection, *earlier);
  if (!before || !put_aside(connection, *earlier, quote_qualified(name)) ||
      !connection.query(create_statement)) {
    return comparison;
  }
  const auto later = relation(connection, quote_qualified(name));
  const auto after = later ? describe(connection, *later) : std::nullopt;
  if (!after) return comparison;
  comparison.differences = differences(*before, *after);
  comparison.equal = comparison.differences.empty() && later->kind == earlier->kind;
  return comparison;
}

}  // namespace gate

#include "gate/pipeline/rows/row_tables.h"

#include <algorithm>
#include <cstdlib>
#include <map>

#include "gate/pipeline/rows/joined.h"

namespace gate {
namespace {

constexpr std::string_view tables = R"(
  SELECT c.oid, c.relname, pg_catalog.quote_ident(n.nspname) || '.' || pg_catalog.quote_ident(c.relname),
         c.relkind,
         (SELECT string_agg(a.relid::pg_catalog.oid::text, chr(31))
          FROM pg_catalog.pg_partition_ancestors(c.oid) AS a(relid)
          WHERE c.relispartition AND a.relid <> c.oid),
         CASE WHEN c.relispartition THEN pg_catalog.pg_get_partition_constraintdef(c.oid) END
  FROM pg_catalog.pg_class c
  JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
  WHERE c.relkind IN ('r', 'p') AND c.relpersistence <> 't'
    AND n.nspname NOT IN ('pg_catalog', 'information_schema', 'pg_toast')
    AND NOT EXISTS (SELECT FROM pg_catalog.pg_depend d
                    WHERE d.classid = 'pg_catalog.pg_class'::pg_catalog.regclass
                      AND d.objid = c.oid AND d.deptype = 'e')
  ORDER BY n.nspname, c.relname)";

constexpr std::string_view columns = R"(
  SELECT a.attrelid, a.attname, a.atttypid, a.atttypmod,
         pg_catalog.format_type(a.atttypid, a.atttypmod), a.attnotnull, a.attgenerated <> '',
         CASE WHEN a.attidentity <> ''
              THEN pg_catalog.format('nextval(%L)', pg_catalog.pg_get_serial_sequence(
                     a.attrelid::pg_catalog.regclass::text, a.attname))
              WHEN a.attgenerated = '' AND s.expression LIKE '%nextval(%' THEN s.expression END
  FROM pg_catalog.pg_attribute a
  JOIN pg_catalog.pg_class c ON c.oid = a.attrelid
  LEFT JOIN LATERAL (SELECT pg_catalog.pg_get_expr(d.adbin, d.adrelid) AS expression
                     FROM pg_catalog.pg_attrdef d
                     WHERE d.adrelid = a.attrelid AND d.adnum = a.attnum) s ON true
  WHERE a.attnum > 0 AND NOT a.attisdropped AND c.relkind IN ('r', 'p')
    AND c.relnamespace NOT IN (
      SELECT oid FROM pg_catalog.pg_namespace
      WHERE nspname IN ('pg_catalog', 'information_schema', 'pg_toast'))
  ORDER BY a.attrelid, a.attnum)";

// A foreign key to a partitioned table has one for each partition below it, which says no more.
constexpr std::string_view constraints = R"(
  SELECT k.conrelid, k.contype, k.confrelid, f.oid::pg_catalog.regclass::text,
         (SELECT string_agg(a.attname, chr(31) ORDER BY u.place)
          FROM unnest(k.conkey) WITH ORDINALITY AS u(number, place)
          JOIN pg_catalog.pg_attribute a ON a.attrelid = k.conrelid AND a.attnum = u.number),
         (SELECT string_agg(a.attname, chr(31) ORDER BY u.place)
          FROM unnest(k.confkey) WITH ORDINALITY AS u(number, place)
          JOIN pg_catalog.pg_attribute a ON a.attrelid = k.confrelid AND a.attnum = u.number),
         CASE WHEN k.contype = 'c' THEN pg_catalog.pg_get_expr(k.conbin, k.conrelid) END
  FROM pg_catalog.pg_constraint k
  LEFT JOIN pg_catalog.pg_class f ON f.oid = k.confrelid
  WHERE k.contype IN ('c', 'f') AND k.conrelid <> 0
    AND NOT EXISTS (SELECT FROM pg_catalog.pg_constraint p
                    WHERE p.oid = k.conparentid AND p.conrelid = k.conrelid)
  ORDER BY k.conrelid, k.conname)";

RowColumn column_of(const Row& row) {
  RowColumn column;
  column.name = row[1].value_or("");
  column.type = {row[2].value_or(""), std::atoi(row[3].value_or("-1").c_str())};
  column.type_name = row[4].value_or("");
  column.not_null = row[5] == "t";
  column.generated = row[6] == "t";
  column.sequence = row[7].has_value();
  column.next_value = row[7].value_or("");
  return column;
}

void add_constraint(const Row& row, RowTable& table) {
  if (row[1] == "c") {
    table.checks.push_back(row[6].value_or(""));
  } else {
    table.references.push_back(
        {row[2].value_or(""), row[3].value_or(""), split_joined(row[4]), split_joined(row[5])});
  }
}

}  // namespace

const RowColumn* RowTable::column(const std::string& wanted) const {
  const auto found = std::find_if(columns.begin(), columns.end(),
                                  [&](const RowColumn& one) { return one.name == wanted; });
  return found == columns.end() ? nullptr : &*found;
}

QueryOutcome<std::vector<RowTable>> read_row_tables(Connection& connection) {
  const auto found = connection.query(tables);
  if (!found) return found.error();
  const auto parts = connection.query(columns);
  if (!parts) return parts.error();
  const auto rules = connection.query(constraints);
  if (!rules) return rules.error();
  std::vector<RowTable> all;
  std::map<std::string, std::size_t> places;
  for (const Row& row : found->rows) {
    RowTable table;
    table.oid = row[0].value_or("");
    table.name = row[1].value_or("");
    table.shown = row[2].value_or("");
    table.partitioned = row[3] == "p";
    table.ancestors = split_joined(row[4]);
    if (row[5]) table.checks.push_back(*row[5]);
    places[table.oid] = all.size();
    all.push_back(std::move(table));
  }
  for (const Row& row : parts->rows) {
    const auto place = places.find(row[0].value_or(""));
    if (place != places.end()) all[place->second].columns.push_back(column_of(row));
  }
  for (const Row& row : rules->rows) {
    const auto place = places.find(row[0].value_or(""));
    if (place != places.end()) add_constraint(row, all[place->second]);
  }
  return all;
}

}  // namespace gate

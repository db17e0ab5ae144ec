#include "gate/pipeline/rows/type_catalog.h"

#include <cstdlib>

#include "gate/pipeline/rows/joined.h"

namespace gate {
namespace {

// Arrays in the true sense alone: int2vector has elements too, and another form. Of the rows of
// tables none but those of the user's own.
constexpr std::string_view types = R"(
  SELECT t.oid, t.typname, t.typtype, t.typcategory,
         CASE WHEN t.typcategory = 'A' AND t.typname NOT IN ('int2vector', 'oidvector')
              THEN t.typelem ELSE 0 END,
         t.typbasetype, t.typtypmod, coalesce(r.rngsubtype, m.rngsubtype, 0),
         (SELECT string_agg(e.enumlabel, chr(31) ORDER BY e.enumsortorder)
          FROM pg_catalog.pg_enum e WHERE e.enumtypid = t.oid),
         (SELECT string_agg(a.atttypid || ':' || a.atttypmod, chr(31) ORDER BY a.attnum)
          FROM pg_catalog.pg_attribute a
          WHERE a.attrelid = t.typrelid AND a.attnum > 0 AND NOT a.attisdropped),
         (SELECT string_agg(pg_catalog.pg_get_expr(c.conbin, 0), chr(31) ORDER BY c.conname)
          FROM pg_catalog.pg_constraint c WHERE c.contypid = t.oid),
         pg_catalog.format_type(t.typbasetype, t.typtypmod)
  FROM pg_catalog.pg_type t
  JOIN pg_catalog.pg_namespace n ON n.oid = t.typnamespace
  LEFT JOIN pg_catalog.pg_range r ON r.rngtypid = t.oid
  LEFT JOIN pg_catalog.pg_range m ON m.rngmultitypid = t.oid
  WHERE t.typtype IN ('b', 'd', 'e', 'r', 'm')
     OR (t.typtype = 'c' AND n.nspname NOT IN ('pg_catalog', 'information_schema', 'pg_toast')))";

std::string oid_of(const std::optional<std::string>& value) {
  return value.value_or("0") == "0" ? std::string() : *value;
}

std::vector<TypeUse> fields_of(const std::optional<std::string>& joined) {
  std::vector<TypeUse> fields;
  for (const std::string& one : split_joined(joined)) {
    const auto colon = one.find(':');
    fields.push_back({one.substr(0, colon), std::atoi(one.substr(colon + 1).c_str())});
  }
  return fields;
}

}  // namespace

QueryOutcome<TypeCatalog> read_types(Connection& connection) {
  const auto found = connection.query(types);
  if (!found) return found.error();
  TypeCatalog catalog;
  for (const Row& row : found->rows) {
    SqlType& type = catalog[row[0].value_or("")];
    type.name = row[1].value_or("");
    type.kind = row[2].value_or("b")[0];
    type.category = row[3].value_or("X")[0];
    type.element = {oid_of(row[4]), -1};
    type.base = {oid_of(row[5]), std::atoi(row[6].value_or("-1").c_str())};
    type.subtype = oid_of(row[7]);
    type.labels = split_joined(row[8]);
    type.fields = fields_of(row[9]);
    type.checks = split_joined(row[10]);
    type.base_name = row[11].value_or("");
  }
  return catalog;
}

}  // namespace gate

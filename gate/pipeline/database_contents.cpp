#include "gate/pipeline/database_contents.h"

#include <fmt/format.h>

#include <cstdlib>

namespace gate {
namespace {

constexpr std::size_t most_told = 10;

// Names without a schema in front would depend on the search path.
constexpr std::string_view all_objects = R"(
  WITH own AS (
    SELECT oid, nspname FROM pg_catalog.pg_namespace
    WHERE nspname NOT IN ('pg_catalog', 'information_schema') AND nspname !~ '^pg_(toast|temp)')
  SELECT 'schema ' || nspname FROM own
  UNION ALL
  SELECT CASE c.relkind WHEN 'v' THEN 'view ' WHEN 'm' THEN 'materialized view '
                        WHEN 'S' THEN 'sequence ' WHEN 'i' THEN 'index ' WHEN 'I' THEN 'index '
                        ELSE 'table ' END || o.nspname || '.' || c.relname
  FROM pg_catalog.pg_class c JOIN own o ON o.oid = c.relnamespace WHERE c.relkind <> 't'
  UNION ALL
  SELECT 'column ' || o.nspname || '.' || c.relname || '.' || a.attname
  FROM pg_catalog.pg_attribute a JOIN pg_catalog.pg_class c ON c.oid = a.attrelid
  JOIN own o ON o.oid = c.relnamespace
  WHERE a.attnum > 0 AND NOT a.attisdropped AND c.relkind IN ('r', 'p', 'v', 'm', 'f')
  UNION ALL
  SELECT 'constraint ' || conname || ' of ' || conrelid::pg_catalog.regclass
  FROM pg_catalog.pg_constraint JOIN own o ON o.oid = connamespace WHERE conrelid <> 0
  UNION ALL
  SELECT 'function ' || o.nspname || '.' || p.proname || '('
         || pg_catalog.pg_get_function_identity_arguments(p.oid) || ')'
  FROM pg_catalog.pg_proc p JOIN own o ON o.oid = p.pronamespace
  UNION ALL
  SELECT 'type ' || o.nspname || '.' || t.typname
  FROM pg_catalog.pg_type t JOIN own o ON o.oid = t.typnamespace WHERE t.typtype IN ('d', 'e', 'r')
  UNION ALL
  SELECT 'trigger ' || tgname || ' of ' || tgrelid::pg_catalog.regclass
  FROM pg_catalog.pg_trigger WHERE NOT tgisinternal
  UNION ALL
  SELECT 'extension ' || extname FROM pg_catalog.pg_extension
  UNION ALL
  SELECT 'role ' || rolname FROM pg_catalog.pg_roles)";

// One SELECT that counts the rows of every table.
constexpr std::string_view counting = R"(
  SELECT pg_catalog.string_agg(pg_catalog.format(
           'SELECT %L, pg_catalog.count(*) FROM %I.%I', n.nspname || '.' || c.relname, n.nspname,
           c.relname), ' UNION ALL ')
  FROM pg_catalog.pg_class c JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
  WHERE c.relkind IN ('r', 'p') AND NOT c.relispartition
    AND n.nspname NOT IN ('pg_catalog', 'information_schema') AND n.nspname !~ '^pg_(toast|temp)')";

void add(std::vector<std::string>& told, std::string words) {
  if (told.size() < most_told) told.push_back(std::move(words));
}

}  // namespace

QueryOutcome<DatabaseContents> read_contents(OwnConnection& connection) {
  DatabaseContents contents;
  const auto objects = connection.query(all_objects);
  if (!objects) return objects.error();
  for (const Row& row : objects->rows) contents.objects.insert(row[0].value_or(""));
  const auto query = connection.query(counting);
  if (!query) return query.error();
  if (query->rows.empty() || !query->rows[0][0]) return contents;
  const auto counts = connection.query(*query->rows[0][0]);
  if (!counts) return counts.error();
  for (const Row& row : counts->rows) {
    contents.rows[row[0].value_or("")] = std::strtol(row[1].value_or("0").c_str(), nullptr, 10);
  }
  return contents;
}

DatabaseContents made_between(const DatabaseContents& before, const DatabaseContents& after) {
  DatabaseContents made;
  for (const std::string& object : after.objects) {
    if (before.objects.count(object) == 0) made.objects.insert(object);
  }
  for (const auto& [table, count] : after.rows) {
    const auto earlier = before.rows.find(table);
    const long more = count - (earlier == before.rows.end() ? 0 : earlier->second);
    if (more > 0) made.rows[table] = more;
  }
  return made;
}

bool holds(const DatabaseContents& now, const DatabaseContents& made) {
  for (const std::string& object : made.objects) {
    if (now.objects.count(object) == 0) return false;
  }
  for (const auto& [table, count] : made.rows) {
    const auto found = now.rows.find(table);
    if (found == now.rows.end() || found->second < count) return false;
  }
  return true;
}

std::vector<std::string> differences(const DatabaseContents& before,
                                     const DatabaseContents& after) {
  std::vector<std::string> told;
  for (const std::string& object : made_between(before, after).objects) add(told, object);
  for (const std::string& object : made_between(after, before).objects) {
    add(told, object + " is gone");
  }
  for (const auto& [table, count] : after.rows) {
    const auto earlier = before.rows.find(table);
    if (earlier == before.rows.end() || earlier->second == count) continue;
    add(told, fmt::format("rows of {}: {}, then {}", table, earlier->second, count));
  }
  return told;
}

}  // namespace gate

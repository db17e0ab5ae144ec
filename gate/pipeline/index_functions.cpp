#include "gate/pipeline/index_functions.h"

#include <fmt/format.h>

#include "gate/source/index_query.h"

namespace gate {
namespace {

constexpr std::string_view functions_of_view = R"(
  WITH stored AS (
    SELECT ev_action::text AS query FROM pg_catalog.pg_rewrite
    WHERE ev_class = 'pg_temp.gate_index'::pg_catalog.regclass),
  called AS (
    SELECT DISTINCT (pg_catalog.regexp_matches(query, ':(?:funcid|opfuncid) (\d+)', 'g'))[1] AS id
    FROM stored)
  SELECT p.oid::pg_catalog.regprocedure::text,
         CASE p.provolatile WHEN 'i' THEN 'IMMUTABLE' WHEN 's' THEN 'STABLE' ELSE 'VOLATILE' END
  FROM called JOIN pg_catalog.pg_proc p ON p.oid = called.id::pg_catalog.oid
  UNION ALL
  SELECT 'CURRENT_TIMESTAMP or one of its kind', 'STABLE' FROM stored
  WHERE pg_catalog.strpos(query, '{SQLVALUEFUNCTION ') > 0
  ORDER BY 1)";

// A cast through text calls the types' own input and output functions, which the query does not
// name; told only where nothing else explains the refusal.
constexpr std::string_view casts_through_text = R"(
  SELECT 1 FROM pg_catalog.pg_rewrite
  WHERE ev_class = 'pg_temp.gate_index'::pg_catalog.regclass
    AND pg_catalog.strpos(ev_action::text, '{COERCEVIAIO ') > 0)";

bool all_immutable(const std::vector<FunctionFact>& functions) {
  for (const FunctionFact& one : functions) {
    if (one.volatility != "IMMUTABLE") return false;
  }
  return true;
}

}  // namespace

std::vector<FunctionFact> index_functions(OwnConnection& connection,
                                          const std::string& create_index) {
  std::vector<FunctionFact> functions;
  const auto query = index_query(create_index);
  if (!query) return functions;
  const auto made = connection.query(
      fmt::format("CREATE TEMP VIEW gate_index AS SELECT 1 AS one FROM ({}) AS query", *query));
  if (!made) return functions;
  if (const auto found = connection.query(functions_of_view)) {
    for (const Row& row : found->rows) {
      functions.push_back({row[0].value_or(""), row[1].value_or("")});
    }
  }
  if (!all_immutable(functions)) return functions;
  if (const auto casts = connection.query(casts_through_text); casts && !casts->rows.empty()) {
    functions.push_back({"a cast through text", "STABLE"});
  }
  return functions;
}

}  // namespace gate

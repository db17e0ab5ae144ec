#include "gate/pipeline/rows/take_out_rows.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include "gate/pipeline/rows/match_rows.h"

namespace gate {
namespace {

constexpr int most_rounds = 10;  // of what refers to what refers

std::string condition(const TableRows& table, const Row& row) {
  std::vector<std::string> parts{"true"};
  for (std::size_t at = 0; at < table.columns.size(); ++at) {
    const auto name = quote_identifier(table.columns[at]);
    // As it is written out: a cast to text would say "true" for t, and 192.0.2.1/32.
    parts.push_back(
        row[at] ? fmt::format("pg_catalog.format('%s', {}) = {}", name, quote_literal(*row[at]))
                : name + " IS NULL");
  }
  return fmt::format("{}", fmt::join(parts, " AND "));
}

// One that is like it, where several are.
std::string deletion(const std::string& name, const TableRows& table, const Row& row) {
  return fmt::format(
      "DELETE FROM {0} WHERE (tableoid, ctid) IN (SELECT tableoid, ctid FROM {0} WHERE {1} LIMIT "
      "1); ",
      name, condition(table, row));
}

std::string dangling(const RowTable& table, const RowReference& reference) {
  std::vector<std::string> there;
  std::vector<std::string> set;
  for (std::size_t at = 0; at < reference.columns.size(); ++at) {
    const auto name = quote_identifier(reference.columns[at]);
    there.push_back(fmt::format("r.{} = t.{}", quote_identifier(reference.referenced[at]), name));
    set.push_back(fmt::format("t.{} IS NOT NULL", name));
  }
  return fmt::format(
      "DELETE FROM {} AS t WHERE {} AND NOT EXISTS (SELECT FROM {} AS r WHERE {}) RETURNING 1",
      table.shown, fmt::join(set, " AND "), reference.table_name, fmt::join(there, " AND "));
}

QueryOutcome<bool> take_out_dangling(Connection& connection) {
  const auto tables = read_row_tables(connection);
  if (!tables) return tables.error();
  for (int round = 0; round < most_rounds; ++round) {
    bool any = false;
    for (const RowTable& table : *tables) {
      if (table.partitioned) continue;
      for (const RowReference& reference : table.references) {
        const auto gone = connection.query(dangling(table, reference));
        if (!gone) return gone.error();
        any = any || !gone->rows.empty();
      }
    }
    if (!any) break;
  }
  return true;
}

std::string deletions(const RowSnapshot& above, const PutRows& put, const RowSnapshot& now) {
  std::string script;
  for (const auto& [name, table] : above.tables) {
    const auto flags = put.find(name);
    if (flags == put.end()) continue;
    for (const auto& [current, rows] : now.tables) {
      if (rows.oid != table.oid && current != name) continue;
      const MatchedRows matched = match_rows(table, rows, {});
      for (std::size_t row = 0; row < table.rows.size(); ++row) {
        if (!flags->second[row] || !matched.rows[row].after) continue;
        script += deletion(current, rows, rows.rows[*matched.rows[row].after]);
      }
      break;
    }
  }
  return script;
}

}  // namespace

QueryOutcome<bool> take_out_rows(Connection& connection, const RowSnapshot& above,
                                 const PutRows& put, const RowSnapshot& now) {
  const std::string script = deletions(above, put, now);
  if (script.empty()) return true;
  if (auto begun = connection.script("BEGIN; SET LOCAL session_replication_role = 'replica'; "
                                     "SET LOCAL lock_timeout = '5s'; " +
                                     script);
      !begun) {
    connection.script("ROLLBACK");
    return begun.error();
  }
  if (auto done = take_out_dangling(connection); !done) {
    connection.script("ROLLBACK");
    return done;
  }
  if (auto done = connection.script("COMMIT"); !done) return done.error();
  return true;
}

}  // namespace gate

#include "gate/pipeline/rows/touched_columns.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

namespace gate {
namespace {

constexpr std::size_t columns_tried = 8;

// Enabled ones, BEFORE UPDATE FOR EACH ROW (bits 0, 1 and 4 of tgtype).
constexpr std::string_view tables_with_triggers = R"(
  SELECT DISTINCT pg_catalog.quote_ident(n.nspname) || '.' || pg_catalog.quote_ident(c.relname)
  FROM pg_catalog.pg_trigger t
  JOIN pg_catalog.pg_class c ON c.oid = t.tgrelid
  JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
  WHERE t.tgtype & 19 = 19 AND t.tgenabled IN ('O', 'A') AND NOT t.tgisinternal
  ORDER BY 1)";

// The column with another value of its type.
std::string other_value(const std::string& column, const std::string& type) {
  if (type == "boolean") return fmt::format("NOT {}", column);
  if (type == "text" || type.starts_with("character")) {
    return fmt::format("CASE {0} WHEN 'b' THEN 'a' ELSE 'b' END", column);
  }
  if (type == "integer" || type == "bigint" || type == "smallint" || type.starts_with("numeric")) {
    return fmt::format("{} + 1", column);
  }
  return {};
}

class Trial {
 public:
  Trial(Connection& connection, std::string name, const TableRows& table)
      : connection_(connection), name_(std::move(name)), table_(table) {
    for (const std::string& one : table.columns) names_.push_back(quote_identifier(one));
  }

  std::set<std::string> touched() {
    try_update(0, names_[0], false);
    std::size_t tried = 0;
    for (std::size_t at = 0; at < names_.size() && tried < columns_tried; ++at) {
      const std::string value = other_value(names_[at], table_.types[at]);
      if (value.empty()) continue;
      ++tried;
      try_update(at, value, true);
    }
    return touched_;
  }

 private:
  // The row before and after it, both as text; whatever happens is taken back.
  void try_update(std::size_t column, const std::string& value, bool is_other) {
    const auto list = fmt::format("{}", fmt::join(names_, ", "));
    connection_.query("SAVEPOINT gate_touch");
    const auto before = connection_.query(
        fmt::format("SELECT ctid, {} FROM ONLY {} ORDER BY ctid LIMIT 1", list, name_));
    if (before && !before->rows.empty()) {
      const auto after = connection_.query(
          fmt::format("UPDATE ONLY {} SET {} = {} WHERE ctid = $1::text::tid RETURNING ctid, {}",
                      name_, names_[column], value, list),
          {before->rows[0][0]});
      if (after && !after->rows.empty())
        compare(before->rows[0], after->rows[0], is_other ? column : names_.size());
    }
    connection_.query("ROLLBACK TO SAVEPOINT gate_touch");
  }

  void compare(const Row& before, const Row& after, std::size_t set_by_us) {
    for (std::size_t at = 0; at < names_.size(); ++at) {
      if (at != set_by_us && before[at + 1] != after[at + 1]) touched_.insert(table_.columns[at]);
    }
  }

  Connection& connection_;
  std::string name_;
  const TableRows& table_;
  std::vector<std::string> names_;
  std::set<std::string> touched_;
};

}  // namespace

QueryOutcome<ColumnsByTable> touched_columns(Connection& connection, const RowSnapshot& rows) {
  const auto found = connection.query(tables_with_triggers);
  if (!found) return found.error();
  ColumnsByTable touched;
  if (found->rows.empty()) return touched;
  if (auto begun = connection.script("BEGIN"); !begun) return begun.error();
  for (const Row& row : found->rows) {
    const auto table = rows.tables.find(row[0].value_or(""));
    if (table == rows.tables.end()) continue;
    touched[table->first] = Trial(connection, table->first, table->second).touched();
  }
  if (auto ended = connection.script("ROLLBACK"); !ended) return ended.error();
  return touched;
}

}  // namespace gate

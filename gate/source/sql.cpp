#include "gate/source/sql.h"

#include "gate/source/parse_tree.h"
#include "gate/source/sql_blocks.h"
#include "gate/source/sql_lookups.h"
#include "gate/source/sql_parse.h"
#include "gate/source/sql_statement.h"
#include "gate/source/sql_tokens.h"

namespace gate {
namespace {

constexpr int deepest_block = 5;  // DO in EXECUTE in DO ...

// In PL/pgSQL a statement's text may be a bare expression or an assignment: `count > 0`,
// `id := (SELECT ...)`.
ParsedSql parse_inner(const std::string& sql) {
  ParsedSql parsed = parse_sql(sql);
  if (!parsed.statements.empty()) return parsed;
  const auto tokens = sql_tokens(sql);
  const bool assigns = tokens.size() > 3 && tokens[1].text == ":" && tokens[2].text == "=";
  const char* const begin = assigns ? tokens[3].text.data() : sql.data();
  return parse_sql("SELECT " + sql.substr(static_cast<std::size_t>(begin - sql.data())));
}

void add(const ParsedSql& parsed, std::string_view parameters, int depth,
         std::vector<Operation>& all) {
  const Parameters values(parsed.markers, parameters);
  for (const ParsedStatement& statement : parsed.statements) {
    for (Operation& operation : operations_of(statement.tree, statement.text, values)) {
      operation.statement = statement.text;
      operation.guarded = operation.conditional;
      all.push_back(std::move(operation));
    }
    if (depth == deepest_block) continue;
    for (const InnerSql& inner : inner_sql(kind_of(statement.tree), content_of(statement.tree))) {
      const std::size_t before = all.size();
      add(parse_inner(inner.sql), {}, depth + 1, all);
      for (std::size_t i = before; i < all.size(); ++i) {
        all[i].guarded = all[i].guarded && !inner.conditional;
        all[i].conditional = all[i].conditional || inner.conditional;
        all[i].deferred = all[i].deferred || inner.deferred;
      }
    }
  }
}

const Node& value_in_insert(const Node& insert, std::string_view column, const Node& none) {
  const Node& columns = member(insert, "cols");
  const Node& source = content_of(member(insert, "selectStmt"));
  for (std::size_t i = 0; i < columns.size(); ++i) {
    if (text_of(content_of(columns[i]), "name") != column) continue;
    const Node& rows = member(source, "valuesLists");
    const Node& targets = member(source, "targetList");
    if (rows.is_array() && !rows.empty()) {
      const Node& items = member(content_of(rows[0]), "items");
      return i < items.size() ? items[i] : none;
    }
    return i < targets.size() ? member(content_of(targets[i]), "val") : none;
  }
  return none;
}

const Node& value_in_update(const Node& update, std::string_view column, const Node& none) {
  for (const Node& target : member(update, "targetList")) {
    if (text_of(content_of(target), "name") == column) return member(content_of(target), "val");
  }
  return none;
}

}  // namespace

std::vector<Operation> operations_in(std::string_view sql, std::string_view parameters) {
  std::vector<Operation> all;
  add(parse_sql(sql), parameters, 0, all);
  return all;
}

bool is_sql(std::string_view sql) {
  return sql_tokens(sql).empty() || !parse_sql(sql).statements.empty();
}

std::optional<ColumnSource> source_of_column(std::string_view sql, std::string_view column,
                                             std::string_view parameters) {
  const ParsedSql parsed = parse_sql(sql);
  if (parsed.statements.size() != 1) return std::nullopt;
  const Node none;
  const Node& tree = parsed.statements[0].tree;
  const Node& content = content_of(tree);
  const bool insert = kind_of(tree) == "InsertStmt";
  if (!insert && kind_of(tree) != "UpdateStmt") return std::nullopt;
  const Node& value =
      insert ? value_in_insert(content, column, none) : value_in_update(content, column, none);
  if (value.is_null()) return std::nullopt;
  const Parameters values(parsed.markers, parameters);
  ColumnSource source;
  source.value = parameter_of(value) != 0 ? values.value(parameter_of(value)) : literal_of(value);
  source.lookups = lookups_below(value, values);
  const Node& from = content_of(member(content, "selectStmt"));
  if (insert && source.lookups.empty() && !member(from, "fromClause").is_null() && !source.value) {
    source.lookups = lookups_below(member(content, "selectStmt"), values);
  }
  source.sub_select = !source.lookups.empty();
  return source;
}

}  // namespace gate

#include "gate/source/sql_parse.h"

#include <pg_query.h>

#include "gate/source/bind_markers.h"
#include "gate/source/sql_tokens.h"

namespace gate {
namespace {

using nlohmann::json;

constexpr std::size_t longest = 4 << 20;
// The parser's own functions call themselves once for each level; so many fit any stack of ours.
constexpr std::size_t deepest = 4000;
// Its scanner reads a run of such characters again from each "/*" in it.
constexpr std::string_view operator_characters = "~!@#^&|`?+-*/%<>=";
constexpr std::size_t longest_run = 256;

std::optional<json> read(const char* text, const char* under) {
  json tree = json::parse(text, nullptr, false);
  if (tree.is_discarded()) return std::nullopt;
  if (under == nullptr) return tree;
  if (!tree.is_object() || !tree.contains(under)) return std::nullopt;
  return std::move(tree[under]);
}

std::optional<json> parse(const std::string& sql) {
  const PgQueryParseResult result = pg_query_parse(sql.c_str());
  std::optional<json> tree;
  if (result.error == nullptr) tree = read(result.parse_tree, "stmts");
  pg_query_free_parse_result(result);
  return tree;
}

void add(const json& trees, const std::string& sql, ParsedSql& parsed) {
  for (const json& one : trees) {
    if (!one.contains("stmt")) continue;
    const std::size_t begin = one.value("stmt_location", 0);
    const std::size_t length = one.value("stmt_len", 0);
    parsed.statements.push_back(
        {one["stmt"],
         begin > sql.size() ? std::string() : sql.substr(begin, length == 0 ? sql.npos : length)});
  }
}

bool add_whole(std::string_view sql, MarkerKinds kinds, ParsedSql& parsed) {
  NumberedSql numbered = number_markers(sql, kinds);
  const auto trees = parse(numbered.sql);
  if (!trees) return false;
  add(*trees, numbered.sql, parsed);
  parsed.markers = std::move(numbered.names);
  return true;
}

// A statement of another dialect, or one with a hole in it, leaves the others.
void add_one_by_one(std::string_view sql, ParsedSql& parsed) {
  NumberedSql numbered = number_markers(sql, MarkerKinds::named);
  const PgQuerySplitResult split = pg_query_split_with_scanner(numbered.sql.c_str());
  for (int i = 0; split.error == nullptr && i < split.n_stmts; ++i) {
    const auto begin = static_cast<std::size_t>(split.stmts[i]->stmt_location);
    const auto length = static_cast<std::size_t>(split.stmts[i]->stmt_len);
    const std::string statement = numbered.sql.substr(begin, length);
    if (const auto trees = parse(statement)) add(*trees, statement, parsed);
  }
  pg_query_free_split_result(split);
  parsed.markers = std::move(numbered.names);
}

bool has_long_run(std::string_view part) {
  std::size_t run = 0;
  for (const char c : part) {
    run = operator_characters.find(c) == operator_characters.npos ? 0 : run + 1;
    if (run > longest_run) return true;
  }
  return false;
}

// Outside of quotes, comments included.
bool has_long_run(std::string_view sql, const std::vector<SqlToken>& tokens) {
  std::size_t begin = 0;
  for (const SqlToken& token : tokens) {
    if (token.kind != SqlTokenKind::text && token.kind != SqlTokenKind::quoted) continue;
    const auto at = static_cast<std::size_t>(token.text.data() - sql.data());
    if (has_long_run(sql.substr(begin, at - begin))) return true;
    begin = at + token.text.size();
  }
  return has_long_run(sql.substr(begin));
}

}  // namespace

bool may_be_parsed(std::string_view sql) {
  if (sql.size() > longest || sql.find('\0') != sql.npos) return false;
  const auto all = sql_tokens(sql);
  if (has_long_run(sql, all)) return false;
  // Tokens of the element we are in and of those around it: a comma begins a new element, so a
  // list of any length is as deep as its deepest element.
  std::vector<std::size_t> tokens{0};
  std::size_t depth = 0;
  for (const SqlToken& token : all) {
    if (token.text == "(" || token.text == "[") {
      tokens.push_back(1);
      ++depth;
    } else if ((token.text == ")" || token.text == "]") && tokens.size() > 1) {
      depth -= tokens.back();
      tokens.pop_back();
      ++tokens.back();
      ++depth;
    } else if (token.text == "," || token.text == ";") {
      depth -= tokens.back();
      tokens.back() = 0;
    } else {
      ++tokens.back();
      ++depth;
    }
    if (depth > deepest) return false;
  }
  return true;
}

ParsedSql parse_sql(std::string_view sql) {
  ParsedSql parsed;
  if (!may_be_parsed(sql)) return parsed;
  for (const auto kinds : {MarkerKinds::named, MarkerKinds::percent, MarkerKinds::question}) {
    if (add_whole(sql, kinds, parsed)) return parsed;
  }
  add_one_by_one(sql, parsed);
  return parsed;
}

std::optional<json> parse_plpgsql(const std::string& create_function) {
  if (!may_be_parsed(create_function)) return std::nullopt;
  const PgQueryPlpgsqlParseResult result = pg_query_parse_plpgsql(create_function.c_str());
  std::optional<json> tree;
  if (result.error == nullptr) tree = read(result.plpgsql_funcs, nullptr);
  pg_query_free_plpgsql_parse_result(result);
  return tree;
}

}  // namespace gate

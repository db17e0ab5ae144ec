// PostgreSQL's own parser: an SQL text to its parse tree, as JSON.
//
// Only source/ knows it. Whatever the text, it neither crashes nor hangs: what is too long, too
// deeply nested or holds a zero byte is not parsed at all.
#pragma once

#include <nlohmann/json.hpp>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace gate {

struct ParsedStatement {
  nlohmann::json tree;  // {"SelectStmt": {...}}
  std::string text;     // of this statement, with its markers numbered
};

struct ParsedSql {
  std::vector<ParsedStatement> statements;
  std::vector<std::string> markers;  // what $1, $2, ... stand for (bind_markers.h)
};

// The statements of a text with bind markers of any kind. Of a text that is not SQL as a whole
// those that parse by themselves.
ParsedSql parse_sql(std::string_view sql);
// The parse tree of the PL/pgSQL function whose whole CREATE FUNCTION this is.
std::optional<nlohmann::json> parse_plpgsql(const std::string& create_function);
// Whether the parser may be given this text.
bool may_be_parsed(std::string_view sql);

}  // namespace gate

// An SQL text cut into tokens, so that what stands in quotes, dollar quotes and comments is never
// taken for SQL. It understands no grammar: that is the parser's (sql_parse.h).
#pragma once

#include <cstddef>
#include <string_view>
#include <vector>

namespace gate {

enum class SqlTokenKind {
  word,          // a keyword or a plain identifier
  quoted,        // "identifier"
  text,          // 'string', E'...', $tag$...$tag$
  number,        // 1, 1.5e3
  named_marker,  // :name, %(name)s
  place_marker,  // %s
  question,      // ?: a marker, or an operator of jsonb
  dollar,        // $1
  symbol,        // one character of anything else
};

struct SqlToken {
  SqlTokenKind kind;
  std::string_view text;  // of the given one
  std::string_view name;  // of a named marker
};

// Comments and white space are left out. What is not closed runs to the end. `most`: no more than
// the first ones.
std::vector<SqlToken> sql_tokens(std::string_view sql, std::size_t most = std::string_view::npos);

}  // namespace gate

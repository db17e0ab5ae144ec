// What a constraint's expression names: columns, constants and patterns that rows which satisfy it
// are likely to hold. Understood by PostgreSQL's own parser.
//
// It does not decide what satisfies the expression; PostgreSQL does, of the values tried.
#pragma once

#include <string>
#include <vector>

namespace gate {

struct CheckHints {
  std::vector<std::string> columns;    // each once, in order; of a domain it is "value"
  std::vector<std::string> numbers;    // "18", "-1", "0.5"
  std::vector<std::string> texts;      // constants of every other kind: "open", "2026-01-01"
  std::vector<std::string> regexes;    // right sides of ~ and ~*
  std::vector<std::string> templates;  // right sides of LIKE, ILIKE and SIMILAR TO
};

// Of an expression as pg_get_expr() prints it; empty where it is none.
CheckHints check_hints(const std::string& expression);

}  // namespace gate

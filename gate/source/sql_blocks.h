// The SQL inside DO blocks and function bodies.
#pragma once

#include <string>
#include <vector>

#include "gate/source/parse_tree.h"

namespace gate {

struct InnerSql {
  std::string sql;
  bool conditional =
      false;              // in IF, CASE, a loop, a block with EXCEPTION, or after a RETURN in one
  bool deferred = false;  // of a function: run when it is called
};

// Of a DoStmt or CreateFunctionStmt in PL/pgSQL or SQL, in the order written; nothing for others.
// EXECUTE of a literal, also through format() of literals, is the SQL that it holds.
std::vector<InnerSql> inner_sql(const std::string& kind, const Node& statement);

}  // namespace gate

// A CREATE INDEX turned into the SELECT that evaluates the same expressions and predicate.
//
// PostgreSQL can say of a query which functions it calls, after resolving overloads, casts and
// operators; of an index that it refuses it cannot. Understood by PostgreSQL's own parser.
#pragma once

#include <optional>
#include <string>

namespace gate {

// "CREATE INDEX i ON t (lower(a)) WHERE b > now()" gives "SELECT lower(a) FROM t WHERE b > now()";
// nothing where the text is not one CREATE INDEX.
std::optional<std::string> index_query(const std::string& create_index);

}  // namespace gate

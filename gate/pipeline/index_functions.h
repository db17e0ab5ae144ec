// Which functions an index that PostgreSQL refused would have used, and how volatile they are.
//
// PostgreSQL itself resolves overloads, casts and operators: the index's expressions become a view
// inside a transaction that is rolled back, and the view's stored query names what it calls.
#pragma once

#include <string>
#include <vector>

#include "gate/core/catalog_facts.h"
#include "gate/pipeline/own_connection.h"

namespace gate {

// Inside a transaction of the caller's. Empty where the statement is no index, or its table is not
// there. Sources: PostgreSQL manual, 38.7 "Function Volatility Categories", 53.45 "pg_rewrite".
std::vector<FunctionFact> index_functions(OwnConnection& connection,
                                          const std::string& create_index);

}  // namespace gate

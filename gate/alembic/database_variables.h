// Which of the variables that a tree reads mean its database, by their names and what becomes of
// them; gate sets those to its own before env.py runs.
//
// A name that does not say it clearly is left alone: SECRET_KEY, REDIS_URL, DB_POOL_SIZE.
#pragma once

#include <map>
#include <string>
#include <vector>

#include "gate/core/variable_read.h"
#include "gate/tree/declaration.h"

namespace gate {

// url, host, port, user, password, database or scheme; empty for a variable that means none.
std::string database_meaning(const VariableRead& variable);

struct SuppliedVariables {
  std::map<std::string, std::string> urls;   // name: the URL's scheme
  std::map<std::string, std::string> parts;  // name: host, port, user, password, database, scheme
};
// All that mean a database and that the declaration's environment does not set.
SuppliedVariables supplied(const std::vector<VariableRead>& variables,
                           const Declaration& declaration);

}  // namespace gate

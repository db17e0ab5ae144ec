// What the environment variables that a tree reads make of its declaration.
//
// Names only: no value is taken from the environment, a .env file or a default of the source, as
// any of them may be a secret.
#pragma once

#include <map>
#include <string>
#include <vector>

#include "gate/core/variable_read.h"
#include "gate/tree/declaration.h"

namespace gate {

struct VariableNeeds {
  std::vector<std::string> urls;                   // those that are to lead to the database
  std::map<std::string, std::string> environment;  // those it cannot do without: placeholders
  std::vector<std::string> open;                   // what to do about these, as sentences
};

VariableNeeds variable_needs(const std::vector<VariableRead>& variables,
                             const Declaration& declaration);

}  // namespace gate

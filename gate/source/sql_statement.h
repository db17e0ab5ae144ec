// One parsed statement to the operations that it does.
#pragma once

#include <string>
#include <vector>

#include "gate/core/operation.h"
#include "gate/source/parse_tree.h"
#include "gate/source/sql_lookups.h"

namespace gate {

// `text` is the statement's own. The bodies of DO blocks and functions are not read here.
std::vector<Operation> operations_of(const Node& tree, const std::string& text,
                                     const Parameters& parameters);

}  // namespace gate

// The rows that a statement reads: which tables, asked for by which values.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "gate/core/operation.h"
#include "gate/source/parse_tree.h"

namespace gate {

// What $1, $2, ... stand for, as far as it is known.
class Parameters {
 public:
  // `json`: an object by name or an array by place; anything else knows nothing.
  Parameters(std::vector<std::string> markers, std::string_view json);
  std::optional<std::string> value(int number) const;

 private:
  std::vector<std::string> markers_;
  nlohmann::json values_;
};

// One operation for each table of each SELECT below the node, sub-selects included. Those inside
// EXISTS are conditional: they ask whether a row is there. The system's own tables are left out.
std::vector<Operation> lookups_below(const Node& node, const Parameters& parameters);

}  // namespace gate

// What a migration needs that an empty database lacks: a role it names, a row it looks up in a
// table that no migration filled (the runbook's "Rule for future data-dependent migrations").
#pragma once

#include <string>
#include <vector>

#include "gate/core/operation.h"

namespace gate {

struct SeedDependence {
  std::string revision;
  std::string file;  // absolute
  int line = 0;
  bool is_role = false;
  std::string name;                 // of the role, or of the table with its schema
  std::vector<ColumnValue> wanted;  // of the row
  std::string statement;
  bool declared = false;
  bool certain = false;  // the migration cannot do without it, as far as the sources say
};

}  // namespace gate

// Which row a failing migration looked for and did not find, if that is what failed it.
//
// Only what is proved counts: a key that PostgreSQL says is not there, a sub-select that gave NULL,
// a lookup without a result whose result the raising line depends on. Text alone proves nothing.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "gate/core/evidence.h"

namespace gate {

struct WantedRow {
  std::string table;  // with its schema where it has one
  std::vector<ColumnValue> values;
};

std::optional<WantedRow> wanted_row(const Evidence& evidence, const Failure& failure);

}  // namespace gate

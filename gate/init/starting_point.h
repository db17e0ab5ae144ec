// Whether a tree starts from an empty database, by its sources alone.
#pragma once

#include <optional>

#include "gate/core/evidence.h"

namespace gate {

// A table that a migration changes and that no revision makes.
struct ForeignTable {
  const Operation* change = nullptr;  // the first one
  bool nothing_before = false;        // no revision up to it makes any table
};

// Only what is certain: nothing where a statement that could not be read may have made the table.
std::optional<ForeignTable> foreign_table(const Evidence& evidence);

}  // namespace gate

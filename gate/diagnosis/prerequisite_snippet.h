// The JSON to add to a declaration's "prerequisites", ready to be pasted.
//
// Says what is known and leaves no value out silently: what only the table's owner can know is a
// placeholder in angle brackets. Writes no file.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "gate/core/evidence.h"

namespace gate {

// `revision`: the first that needs the role; `later`: others need it too ("0041+").
std::string role_prerequisite(std::string_view role, std::string_view revision, bool later);
// A row of the table with the values looked for, and what else `needs` says it must have. `after`:
// the revision it has to follow, so that the table is there; `revision`: the first that needs it.
std::string row_prerequisite(std::string_view table, const std::vector<ColumnValue>& values,
                             const std::optional<RowNeeds>& needs, std::string_view after,
                             std::string_view revision);

}  // namespace gate

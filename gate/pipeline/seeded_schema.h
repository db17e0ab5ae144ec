// Recent migrations that changed the schema of a table whose rows the gate supplies.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "gate/core/evidence.h"
#include "gate/git/changes.h"

namespace gate {

// A sentence for each. Recent is what changed since the base; without one, what came
// within the thirty days before HEAD's commit. Nothing where the sources have not been read.
std::vector<std::string> seeded_schema_changes(const GitRepository& repository,
                                               const Evidence& evidence,
                                               const std::optional<Changes>& since_base,
                                               const Deadline& deadline);

}  // namespace gate

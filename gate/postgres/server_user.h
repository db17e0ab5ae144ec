// As whom PostgreSQL runs: it refuses to run as root.
#pragma once

#include <optional>

#include "gate/core/error.h"
#include "gate/process/child.h"

namespace gate {

// Whom root has to drop to: `postgres`, else `nobody`. Nothing for anybody else: they stay who
// they are.
Result<std::optional<UserIdentity>> server_user();

}  // namespace gate

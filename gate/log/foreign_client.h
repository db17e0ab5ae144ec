// PostgreSQL's errors as the drivers of other languages print them in one line: Go, Rust, Java,
// JavaScript.
#pragma once

#include <optional>

#include "gate/core/log_failure.h"

namespace gate {

// "ERROR: role \"x\" does not exist (SQLSTATE 42704)", "org.postgresql.util.PSQLException: ERROR:
// ...", "SQLState: 42704".
std::optional<LogFailure> foreign_client_failure(const LogLine& line);

}  // namespace gate

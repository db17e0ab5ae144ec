// Failures that are the server's or the machine's and not the migration's.
#pragma once

#include "gate/core/error.h"
#include "gate/core/evidence.h"
#include "gate/postgres/cluster.h"
#include "gate/postgres/connection.h"

namespace gate {

// By SQLSTATE (PostgreSQL manual, appendix A): disk full, I/O error, corruption. A shutdown is not
// told by its SQLSTATE: a migration that terminates its own session gets the same.
bool is_server_trouble(const SqlError& error);
bool is_server_trouble(const QueryFailure& failure);

// The Error (infrastructure, or interrupted) with the server's own last words.
Error server_trouble(const SqlError& error, Cluster& cluster);
Error server_trouble(const QueryFailure& failure, Cluster& cluster);
Error server_gone(Cluster& cluster);

}  // namespace gate

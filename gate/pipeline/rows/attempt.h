// A statement that may fail without ending the transaction it is tried in.
#pragma once

#include <string>

#include "gate/postgres/connection.h"

namespace gate {

// Inside of a transaction block; all that the statement did is undone where it fails.
QueryOutcome<QueryResult> attempt(Connection& connection, const std::string& sql);

}  // namespace gate

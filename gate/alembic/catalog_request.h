// What the interpreter is asked to read of the catalog, on the migrations' own connection
// (driver/gate_catalog.py).
#pragma once

#include <nlohmann/json_fwd.hpp>

#include "gate/alembic/runner.h"

namespace gate {

// For a command whose read_schema_before is set.
nlohmann::json catalog_request(const AlembicCommand& command);

}  // namespace gate

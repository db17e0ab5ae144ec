// Whether the models agree with the database after all migrations (`--models`).
//
// Asked by `alembic check`, once the walk has come to its end; what it finds is no fault of the
// chain's.
#pragma once

#include <string>

#include "gate/alembic/runner.h"
#include "gate/core/evidence.h"

namespace gate {

// Puts what differs into the evidence. Gives what the report has to tell where they could not be
// compared; empty where they were, and where the walk did not come to the head. Errors: the
// runner's.
Result<std::string> compare_models(AlembicRunner& runner, const Deadline& deadline,
                                   const Interrupt& interrupt, Evidence& evidence);

}  // namespace gate

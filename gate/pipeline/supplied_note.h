// What the report says of the variables that a tree reads: those that gate set, and those it did
// not.
#pragma once

#include <string>

#include "gate/alembic/database_variables.h"

namespace gate {

// Empty where each was declared or stands in `environment` (NAME=VALUE) already.
std::string supplied_note(const SuppliedVariables& supplied, const Declaration& declaration,
                          const std::vector<std::string>& environment);

// The error with a hint that names the variables that were left alone: one of them may choose the
// database ("ENV" in settings that take sqlite unless it says "production").
Error with_variables(Error error, const std::vector<VariableRead>& all,
                     const SuppliedVariables& supplied, const std::filesystem::path& repository);

}  // namespace gate

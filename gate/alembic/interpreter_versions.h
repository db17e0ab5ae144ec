// What an interpreter says of itself and of the Alembic that it imports, as Alembic itself says it:
// a package's own word can differ.
#pragma once

#include <optional>
#include <string>

#include "gate/core/deadline.h"
#include "gate/process/interrupt.h"
#include "gate/process/lifeline.h"

namespace gate {

struct InterpreterVersions {
  std::string python;
  std::string alembic;
  std::string sqlalchemy;
};

// Nothing where it has no Alembic, does not run or does not answer by the deadline.
std::optional<InterpreterVersions> versions_of(const std::string& python, const Lifeline& lifeline,
                                               const Deadline& deadline,
                                               const Interrupt& interrupt);

}  // namespace gate

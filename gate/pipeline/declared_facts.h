// What of a declaration the causes may know: values, without paths to follow or SQL to run.
#pragma once

#include "gate/core/evidence.h"
#include "gate/tree/declaration.h"

namespace gate {

DeclaredFacts declared_facts(const Declaration& declaration);

}  // namespace gate

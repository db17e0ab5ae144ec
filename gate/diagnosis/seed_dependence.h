// Which migrations are seed-dependent, from the sources alone, and what of it is declared.
//
// A lookup that names no value is none: it goes over the rows that are there. Roles of the server
// itself (postgres, pg_...) are always there.
#pragma once

#include <vector>

#include "gate/core/evidence.h"
#include "gate/core/seed_dependence.h"

namespace gate {

// In the order of the chain, each role or row once for each revision.
std::vector<SeedDependence> seed_dependences(const Evidence& evidence);

}  // namespace gate

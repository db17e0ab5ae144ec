// Faults that a red run did not get to, but that the sources already show.
//
// A run ends at the first failure, and a broken graph lets none begin; who mends that should not
// have to come back for the next. Nothing is added to a green run, and nothing twice.
#pragma once

#include <vector>

#include "gate/core/evidence.h"
#include "gate/core/finding.h"

namespace gate {

// Adds those of the `sources`' findings that are further up the chain than what failed.
void add_what_comes_next(std::vector<Finding>& findings, std::vector<Finding> sources,
                         const Evidence& evidence);

}  // namespace gate

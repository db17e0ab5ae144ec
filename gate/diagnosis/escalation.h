// The runbook's operator cases that git can show: whom to tell beside the one who mends.
//
// Of the Evidence only. A case that concerns the whole run is told on the finding to mend first.
#pragma once

#include <vector>

#include "gate/core/evidence.h"
#include "gate/core/finding.h"

namespace gate {

// Adds to the findings' `escalate`: the gate bypassed in a workflow, red though no migration
// changed, the schema of a seeded table changed lately (on seed-failed). Notes and warnings are
// nobody's emergency.
void add_escalations(std::vector<Finding>& findings, const Evidence& evidence);

}  // namespace gate

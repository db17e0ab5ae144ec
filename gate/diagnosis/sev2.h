// The runbook's SEV-2: a failing migration that touches payment, audit or RBAC schema is one until
// it is known that no data is lost (runbook, "When to escalate to operator").
//
// Which tables those are the declaration says (`sensitive_tables`); nothing is guessed from names.
#pragma once

#include <vector>

#include "gate/core/evidence.h"
#include "gate/core/finding.h"

namespace gate {

// Marks each finding whose migration changes such a table, and names the operator to tell.
void mark_sev2(std::vector<Finding>& findings, const Evidence& evidence);

}  // namespace gate

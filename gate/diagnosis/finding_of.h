// What every cause fills in the same way: places relative to the repository, and what PostgreSQL
// or Python said.
#pragma once

#include <string>

#include "gate/core/evidence.h"
#include "gate/core/finding.h"

namespace gate {

// The path relative to the repository; as it is where it lies outside.
std::string relative(const Evidence& evidence, const std::string& file);
// Step, revision, place, SQLSTATE, message, detail, hint and statement from a failed step.
Finding finding_of(const Evidence& evidence, const StepEvidence& step);
// A finding on a fault of the graph; `step` is the one that the runbook names for it.
Finding finding_of(const Evidence& evidence, const RevisionFile& file, int line);
// The name of the first planned step of the kind, as the runbook has it.
std::string step_named(const Evidence& evidence, StepKind kind);

}  // namespace gate

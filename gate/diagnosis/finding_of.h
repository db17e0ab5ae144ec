// What every cause fills in the same way: places relative to the repository, and what PostgreSQL
// or Python said.
#pragma once

#include <string>

#include "gate/core/evidence.h"
#include "gate/core/finding.h"

namespace gate {

// Whether the step failed by the migrations' own fault: one that the server failed is the gate's
// Error, one that a fault of the graph failed is told by that fault, and what the proof found of
// one that ran well is no failure of its own.
bool is_the_migrations(const StepEvidence& step);
// What PostgreSQL refused first: after it, later errors can be "current transaction is aborted".
// Null where PostgreSQL refused nothing.
const SqlError* cause_of(const Failure& failure);
// The path relative to the repository; as it is where it lies outside.
std::string relative(const Evidence& evidence, const std::string& file);
// Step, revision, place, SQLSTATE, message, detail, hint and statement from a failed step.
Finding finding_of(const Evidence& evidence, const StepEvidence& step);
// A finding on a fault of the graph; `step` is the one that the runbook names for it.
Finding finding_of(const Evidence& evidence, const RevisionFile& file, int line);
// What the step shows of a revision, told at the revision's downgrade().
Finding at_downgrade(const Evidence& evidence, const StepEvidence& step,
                     const std::string& revision);
// The name of the planned step that the runbook means by the kind: of the upgrades `upgrade head`,
// neither a pre-seed one nor the round trip's. Of the walk of that declared head, else of the
// first.
std::string step_named(const Evidence& evidence, StepKind kind, const std::string& branch = {});

}  // namespace gate

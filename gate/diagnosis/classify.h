// From the Evidence of one tree to its Findings: an explicit table of causes, each one pure
// function in a file of its own (causes/<slug>.cpp).
//
// Evidence decides, in this order: the revision graph read from the files, then the driver's
// structured failure. The first cause in the table that claims a failure has it.
#pragma once

#include <optional>
#include <vector>

#include "gate/core/evidence.h"
#include "gate/core/finding.h"

namespace gate {

// In the order to mend them.
std::vector<Finding> classify(const Evidence& evidence);

// The causes. Each gives its finding when the evidence is its own, else nothing.
using StepCause = std::optional<Finding> (*)(const Evidence&, const StepEvidence&);
using GraphCause = std::optional<Finding> (*)(const Evidence&, const GraphFault&);

namespace causes {
std::optional<Finding> migration_error_in_files(const Evidence&, const GraphFault&);
std::optional<Finding> duplicate_revision(const Evidence&, const GraphFault&);
std::optional<Finding> broken_down_revision(const Evidence&, const GraphFault&);
std::optional<Finding> revision_cycle(const Evidence&, const GraphFault&);
std::optional<Finding> multiple_heads(const Evidence&, const GraphFault&);
std::optional<Finding> seed_failed(const Evidence&, const StepEvidence&);
std::optional<Finding> timeout_or_lock(const Evidence&, const StepEvidence&);
std::optional<Finding> irreversible_downgrade(const Evidence&, const StepEvidence&);
std::optional<Finding> postgres_incompatibility(const Evidence&, const StepEvidence&);
std::optional<Finding> migration_error(const Evidence&, const StepEvidence&);
Finding prerequisite_lost(const Evidence&, const LostPrerequisite&);
}  // namespace causes

}  // namespace gate

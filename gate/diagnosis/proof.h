// What the proof found at a step (schema before and after, rows), in words, and whether it counts.
#pragma once

#include <string>
#include <vector>

#include "gate/core/evidence.h"

namespace gate {

// Whether the difference makes the tree red: it has no tolerance, or the declaration is strict on
// it.
bool counts(const SchemaDifference& difference, const DeclaredFacts& declared);
bool any_counts(const std::vector<SchemaDifference>& differences, const DeclaredFacts& declared);
// Whether the round trip that the step ends has lost or changed a row.
bool any_row_lost(const StepEvidence& step);
// What a downgrade, or the second upgrade after it, made different, but for what belongs to a lost
// prerequisite: that is told by prerequisite-lost.
std::vector<SchemaDifference> own_differences(const Evidence& evidence, const StepEvidence& step);
// Whether the step's command passed and only what the proof found of it is wrong.
bool failed_by_proof(const StepEvidence& step);
// The downgrade that the second upgrade comes after; null where the step is none.
const StepEvidence* downgrade_before(const Evidence& evidence, const StepEvidence& second_upgrade);

// What is different, a few of many: "table public.metrics is left, column public.orders.total has
// another type". `verbs` say it of what was added and what was removed: {"is left", "is lost"}.
struct Verbs {
  std::string_view added;
  std::string_view removed;
};
std::string words(const std::vector<SchemaDifference>& differences, const Verbs& verbs);

}  // namespace gate

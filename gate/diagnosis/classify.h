// From the Evidence of one tree to its Findings, by the table of causes (cause.h).
//
// Evidence decides, in this order: the revision graph read from the files, then the driver's
// structured failure, then what the server logged. The first cause in the table that claims a
// failure has it.
#pragma once

#include <vector>

#include "gate/diagnosis/cause.h"

namespace gate {

// What a run showed, in the order to mend it.
std::vector<Finding> classify(const Evidence& evidence);

// What the sources alone show (`gate check`): the graph's faults, then each cause's source rule.
std::vector<Finding> classify_sources(const Evidence& evidence);

// Fills in slug, mode, owner, verifier and references, as far as the rule left them to the cause.
void add_what_the_cause_says(Finding& finding, const Cause& cause);

}  // namespace gate

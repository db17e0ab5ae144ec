// The parts of a step's summary (step_summary.h), each whole blocks of Markdown that end with an
// empty line.
#pragma once

#include <string>

#include "gate/core/report.h"

namespace gate {

// One row for each tree: its verdict, what was found first, and who mends it.
std::string summary_table(const Report& report);
// What is wrong, where, what to do and who does it, with all that proves it.
std::string summary_finding(const Finding& finding);
// Before and after, as a diff; empty where there are none.
std::string summary_differences(const Finding& finding);
// Trouble that is not the migration's.
std::string summary_error(const Error& error);
// What failed steps printed, and how the same is done by hand.
std::string summary_evidence(const TreeReport& tree);
// When each step ran and how long.
std::string summary_timeline(const Report& report);

}  // namespace gate

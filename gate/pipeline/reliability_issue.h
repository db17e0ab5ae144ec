// The text of a `type:reliability` issue, ready to be filed, for trouble that is the
// infrastructure's (runbook, decision tree: re-run once, then file one).
//
// Filing it is for people: gate talks to no tracker.
#pragma once

#include <string>

#include "gate/core/error.h"

namespace gate {

// The title on the first line, the body below an empty one. `tries`: how often it was tried.
std::string reliability_issue(const Error& error, int tries);

}  // namespace gate

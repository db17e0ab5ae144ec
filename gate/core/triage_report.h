// What `gate triage` found in a log.
#pragma once

#include <optional>
#include <string_view>
#include <vector>

#include "gate/core/finding.h"
#include "gate/core/log_failure.h"

namespace gate {

// high: the tool said so itself; medium: it was said in part, or might have been survived; low: it
// looks like this most of all.
enum class Confidence { low, medium, high };
std::string_view to_string(Confidence confidence);

struct TriageFinding {
  Finding finding;
  Confidence confidence = Confidence::medium;
  std::vector<LogLine> evidence;  // in order, never empty
  std::size_t times = 1;          // how often the log says it
};

struct TriageReport {
  std::vector<TriageFinding> findings;  // the cause first
  bool failed = false;                  // the log shows a failure, with a known cause or without
  std::optional<LogLine> looks_like;    // without a known cause: the line most like one
};

}  // namespace gate

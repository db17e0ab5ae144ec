// What `gate triage` found, as text and as JSON.
#pragma once

#include <string>
#include <string_view>

#include "gate/core/triage_report.h"
#include "gate/report/render.h"

namespace gate {

// `name`: of the log, "-" for stdin.
std::string render_triage_text(const TriageReport& report, std::string_view name,
                               const TextStyle& style);
// {"schema_version": 1, "findings": [...], "no_known_cause": null or {...}}; ends with a newline.
std::string render_triage_json(const TriageReport& report);

}  // namespace gate

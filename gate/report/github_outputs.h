// The values that a step on GitHub Actions hands to the steps after it.
#pragma once

#include <string>
#include <utility>
#include <vector>

#include "gate/core/report.h"

namespace gate {

// By name: verdict; mode, kind and owner of the first finding (of one that is more than a note, if
// there is any); report, the path of the report that was written; findings, as JSON on one line.
// What there is none of is empty. No value holds a line end but, if it must, the path.
std::vector<std::pair<std::string, std::string>> github_outputs(const Report& report,
                                                                const std::string& report_path);

}  // namespace gate

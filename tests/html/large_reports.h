// Reports larger and worse than the samples: too long for golden files, and for the browser to
// show.
#pragma once

#include <vector>

#include "tests/unit/report/sample_reports.h"

namespace gate::samples {

std::vector<Sample> large();

}  // namespace gate::samples

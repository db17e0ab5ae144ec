// Reports as runs leave them, for the golden files: one for each way a run can end.
#pragma once

#include <string>
#include <vector>

#include "gate/core/report.h"

namespace gate::samples {

struct Sample {
  std::string name;  // of its golden files
  Report report;
};

std::vector<Sample> all();

}  // namespace gate::samples

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
// One for each cause that a run or `gate check` can find.
std::vector<Sample> of_causes();

}  // namespace gate::samples

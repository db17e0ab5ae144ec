// Short words on a finding, which every format for people needs: what it is called, who mends it.
//
// Foreign text in them is printable, on one line.
#pragma once

#include <string>
#include <vector>

#include "gate/core/finding.h"

namespace gate {

// The first that is more than a note, else the first note; null where there are none.
const Finding* first_to_mend(const std::vector<Finding>& findings);
// "feature-dev mends it, sre verifies".
std::string who_mends(const Finding& finding);
// "missing-role, failure mode B".
std::string kind_and_mode(const Finding& finding);
// What was found and where: "missing-role in versions/0041_metrics.py:12".
std::string digest(const Finding& finding);
// "versions/0041_metrics.py:12"; empty where there is no file.
std::string place_of(const std::string& file, int line);

}  // namespace gate

// By what the report of another run tells that a fault is still the same one.
//
// Made from what the fault is: its tree, kind, revision, file and facts. Lines, times, ports and
// servers are left out: they differ from run to run, and with every line above the fault.
#pragma once

#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "gate/core/error.h"
#include "gate/core/finding.h"

namespace gate {

// Of one report, whose findings and errors are asked for in their order. No two are alike: what
// would be the same once more is told by how often it was there before.
class Fingerprints {
 public:
  std::string of(std::string_view tree, const Finding& finding);
  std::string of(const Error& error);

 private:
  std::string next(const std::vector<std::string_view>& parts);
  std::map<std::string, int> seen_;
};

}  // namespace gate

// gate's own report in a log: the CI job that ran gate is a log as well.
#pragma once

#include <optional>
#include <string>

#include "gate/core/log_failure.h"

namespace gate {

// A finding as gate's text has it ("error: role ... [missing-role, failure mode B]", wrapped at the
// terminal's width) or as its JSON has it, taken line by line.
class OwnReport {
 public:
  static std::optional<OwnReport> begin(const LogLine& line);
  bool take(const LogLine& line);
  // Nothing where it turns out to be none.
  std::optional<LogFailure> finish() const;

 private:
  bool json_ = false;
  bool complete_ = false;
  std::string text_;
  ReportedFinding found_;
  std::vector<LogLine> lines_;
};

}  // namespace gate

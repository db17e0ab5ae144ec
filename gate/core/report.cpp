#include "gate/core/report.h"

#include <algorithm>

namespace gate {

std::string_view to_string(Verdict verdict) {
  switch (verdict) {
    case Verdict::pass:
      return "pass";
    case Verdict::fail:
      return "fail";
    case Verdict::error:
      return "error";
  }
  return "error";
}

std::string_view to_string(StepStatus status) {
  switch (status) {
    case StepStatus::passed:
      return "passed";
    case StepStatus::failed:
      return "failed";
    case StepStatus::skipped:
      return "skipped";
  }
  return "skipped";
}

Verdict verdict_of(const std::vector<Finding>& findings) {
  const bool red = std::any_of(findings.begin(), findings.end(), [](const Finding& finding) {
    return finding.severity != Severity::note;
  });
  return red ? Verdict::fail : Verdict::pass;
}

double since(Clock::time_point begun, const StepEvidence& step) {
  return Milliseconds(step.begun - begun).count();
}

void conclude(Report& report) {
  report.verdict = report.errors.empty() ? Verdict::pass : Verdict::error;
  for (const auto& tree : report.trees) {
    if (tree.verdict == Verdict::error) report.verdict = Verdict::error;
    if (tree.verdict == Verdict::fail && report.verdict == Verdict::pass) {
      report.verdict = Verdict::fail;
    }
  }
}

ExitCode exit_code(const Report& report) {
  ExitCode code = ExitCode::pass;
  for (const auto& tree : report.trees) {
    if (tree.verdict == Verdict::fail) code = worse(code, ExitCode::findings);
  }
  for (const auto& error : report.errors) code = worse(code, exit_code(error.code));
  return code;
}

}  // namespace gate

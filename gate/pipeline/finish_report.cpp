#include "gate/pipeline/finish_report.h"

#include <fmt/chrono.h>

#include <chrono>
#include <set>

#include "gate/diagnosis/cause.h"
#include "gate/diagnosis/page.h"

namespace gate {
namespace {

std::string in_calendar(Clock::time_point begun) {
  const auto ago = std::chrono::duration_cast<std::chrono::seconds>(Clock::now() - begun);
  const auto then = std::chrono::system_clock::now() - ago;
  return fmt::format("{:%Y-%m-%dT%H:%M:%SZ}",
                     fmt::gmtime(std::chrono::system_clock::to_time_t(then)));
}

std::vector<KnownCause> known_causes(const std::vector<TreeReport>& trees) {
  std::set<std::string> kinds;
  for (const TreeReport& tree : trees) {
    for (const Finding& finding : tree.findings) kinds.insert(finding.kind);
  }
  std::vector<KnownCause> known;
  for (const std::string& kind : kinds) {
    const Cause* cause = find_cause(kind);
    if (cause == nullptr) continue;
    known.push_back(
        {kind, std::string(cause->mode), std::string(cause->title), std::string(page(kind))});
  }
  return known;
}

}  // namespace

void finish(Report& report, Clock::time_point begun) {
  report.begun = begun;
  report.started_at = in_calendar(begun);
  report.duration_ms = Milliseconds(Clock::now() - begun).count();
  report.gate_version = GATE_VERSION;
  report.causes = known_causes(report.trees);
  conclude(report);
}

}  // namespace gate

// The step did not end in time, or waited for a lock or statement longer than it allowed itself.
#include <fmt/format.h>

#include "gate/diagnosis/cause.h"
#include "gate/diagnosis/finding_of.h"
#include "gate/diagnosis/log_words.h"

namespace gate::causes {
namespace {
// lock_not_available, query_canceled (statement_timeout), deadlock_detected.
bool is_wait(const std::string& sqlstate) {
  return sqlstate == "55P03" || sqlstate == "57014" || sqlstate == "40P01";
}

std::optional<Finding> claim(const Evidence& evidence, const StepEvidence& step) {
  const SqlError* sql = step.failure ? cause_of(*step.failure) : nullptr;
  const bool waited = sql != nullptr && is_wait(sql->sqlstate);
  if (step.end != StepEnd::timed_out && !waited) return std::nullopt;
  Finding finding = finding_of(evidence, step);
  if (step.end == StepEnd::timed_out) {
    finding.message = fmt::format("{} did not end in time: gate ended it after {:.0f} s",
                                  finding.revision.empty() ? "the step" : finding.revision,
                                  step.duration_ms / 1000);
    const std::string last = step.applied.empty()
                                 ? "no revision was finished"
                                 : "the last revision finished was " + step.applied.back();
    finding.detail = finding.detail.empty() ? last : finding.detail + "; " + last;
  }
  finding.fix =
      "See whether the migration waits for something (a lock held by another session of its own, "
      "the network, input) or is only slow; raise --timeout for the latter.";
  return finding;
}

std::optional<LogClaim> claim_log(const LogFailure& failure) {
  const SqlError* error = server_error(failure);
  const bool waited =
      error != nullptr &&
      (is_wait(error->sqlstate) || error->primary.starts_with("canceling statement due to ") ||
       error->primary == "deadlock detected");
  if (!waited && failure.trouble != Trouble::cancelled) return std::nullopt;
  return LogClaim{
      waited ? error->primary
             : "the job was ended from outside: it took too long, or somebody cancelled it",
      waited ? confidence_in(failure.form) : Confidence::low,
      "See what the migration waits for: a lock that another session holds, the network, "
      "input; or whether it is only slow."};
}

}  // namespace

extern const Cause timeout_or_lock{
    .slug = "timeout-or-lock",
    .title = "A step waited for a lock or did not end in time",
    .owner = "feature-dev",
    .step = claim,
    .log = claim_log,
};

}  // namespace gate::causes

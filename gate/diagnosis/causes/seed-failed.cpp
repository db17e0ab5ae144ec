// A declared prerequisite could not be supplied.
#include <fmt/format.h>

#include "gate/diagnosis/cause.h"
#include "gate/diagnosis/finding_of.h"
#include "gate/diagnosis/log_words.h"

namespace gate::causes {
namespace {

std::optional<Finding> claim(const Evidence& evidence, const StepEvidence& step) {
  if (step.kind != StepKind::prerequisite) return std::nullopt;
  Finding finding = finding_of(evidence, step);
  finding.fix =
      "Compare the declaration with the table as the revision before it leaves it: the row's "
      "columns, its `conflict` columns (they need a unique index) and the revision in `after`. "
      "Tell the operator where a recent migration changed the table.";
  return finding;
}

std::optional<LogClaim> claim_log(const LogFailure& failure) {
  const SqlError* error = server_error(failure);
  if (failure.step_kind != StepKind::prerequisite || error == nullptr) return std::nullopt;
  return LogClaim{
      fmt::format("the seed step failed: {}", error->primary), confidence_in(failure.form),
      "Compare the seed step's SQL with the table as the revision before it leaves it. Tell "
      "the operator where a recent migration changed the table."};
}

}  // namespace

extern const Cause seed_failed{
    .slug = "seed-failed",
    .title = "A declared prerequisite could not be supplied",
    .owner = "sre",
    .references = {"PR #1654", "PR #1656"},
    .step = claim,
    .log = claim_log,
};

}  // namespace gate::causes

// A migration does what the role it runs as may not do.
#include "gate/diagnosis/cause.h"
#include "gate/diagnosis/finding_of.h"
#include "gate/diagnosis/log_words.h"

namespace gate::causes {
namespace {

constexpr std::string_view insufficient_privilege_state = "42501";

std::optional<Finding> claim(const Evidence& evidence, const StepEvidence& step) {
  if (step.kind != StepKind::upgrade || step.second_upgrade || !step.failure) return std::nullopt;
  const SqlError* sql = cause_of(*step.failure);
  if (sql == nullptr || sql->sqlstate != insufficient_privilege_state) return std::nullopt;
  Finding finding = finding_of(evidence, step);
  finding.fix =
      "gate runs migrations as a superuser, so the migration itself took on a role with fewer "
      "rights (SET ROLE, SET SESSION AUTHORIZATION, a function with SECURITY DEFINER): grant that "
      "role what it needs in an earlier statement, or do this part before taking the role on.";
  return finding;
}

std::optional<LogClaim> claim_log(const LogFailure& failure) {
  const SqlError* error = server_error(failure);
  if (error == nullptr || at_connect(*error)) return std::nullopt;
  const bool said = error->sqlstate.empty() && failure.phrase == ServerPhrase::privilege;
  if (error->sqlstate != "42501" && !said) return std::nullopt;
  return LogClaim{
      error->primary, confidence_in(failure.form),
      "Grant the role that runs the migrations what the statement needs, or let the migration "
      "do without it."};
}

}  // namespace

extern const Cause insufficient_privilege{
    .slug = "insufficient-privilege",
    .title = "A migration does what its role may not",
    .owner = "feature-dev",
    .step = claim,
    .log = claim_log,
};

}  // namespace gate::causes

// PostgreSQL refused a statement of the migration, and no cause of its own claims it.
#include <fmt/format.h>

#include "gate/diagnosis/cause.h"
#include "gate/diagnosis/finding_of.h"
#include "gate/diagnosis/log_words.h"
#include "gate/diagnosis/sqlstate_class.h"

namespace gate::causes {
namespace {

std::optional<Finding> claim(const Evidence& evidence, const StepEvidence& step) {
  if (!step.failure || !step.failure->sql) return std::nullopt;
  Finding finding = finding_of(evidence, step);
  if (const auto words = class_in_words(finding.sqlstate); !words.empty()) {
    finding.facts.emplace_back("class", words);
  }
  finding.fix = "Mend the statement so that PostgreSQL accepts it on a database that starts empty.";
  return finding;
}

std::optional<LogClaim> claim_log(const LogFailure& failure) {
  const SqlError* error = server_error(failure);
  if (error == nullptr || at_connect(*error) || failure.elsewhere) return std::nullopt;
  LogClaim claim{
      error->primary, confidence_in(failure.form),
      "Mend the statement so that PostgreSQL accepts it on a database that starts empty.",
      error->primary};
  if (error->sqlstate == "25P02") {
    claim.confidence = Confidence::low;
    claim.fix = "An earlier error in the same transaction is the cause; this log does not show it.";
  } else if (const std::string_view words = class_in_words(error->sqlstate); !words.empty()) {
    claim.message = fmt::format("{} ({}, {})", error->primary, error->sqlstate, words);
  }
  if (failure.phrase == ServerPhrase::relation_exists) claim.confidence = Confidence::low;
  return claim;
}

}  // namespace

extern const Cause postgres_incompatibility{
    .slug = "postgres-incompatibility",
    .title = "PostgreSQL refuses a statement of the migration",
    .owner = "feature-dev",
    .step = claim,
    .log = claim_log,
};

}  // namespace gate::causes

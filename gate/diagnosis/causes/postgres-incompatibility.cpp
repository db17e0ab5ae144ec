// PostgreSQL refused a statement of the migration, and no cause of its own claims it.
#include <fmt/format.h>

#include "gate/diagnosis/cause.h"
#include "gate/diagnosis/finding_of.h"
#include "gate/diagnosis/log_words.h"
#include "gate/diagnosis/makers.h"
#include "gate/diagnosis/sqlstate_class.h"

namespace gate::causes {
namespace {

// A name that is nowhere: mistyped, made too late, or made by somebody else.
void tell_what_is_missing(const Evidence& evidence, const MissingObject& object, Finding& finding) {
  const Makers makers = makers_of(evidence, object, finding.revision);
  if (tell_makers(evidence, makers, finding)) {
    finding.fix =
        !makers.after.empty()
            ? fmt::format("Let {} come after {}, which makes {}, or make it there.",
                          finding.revision, makers.after.front()->revision, object.name)
        : !makers.undoing.empty()
            ? fmt::format("Only a downgrade() makes {}; see which upgrade should have kept it.",
                          object.name)
            : fmt::format("Mend the name: the tree makes {}.", makers.like_it);
    return;
  }
  if (object.kind == "relation" && makers.before.empty()) {
    finding.fix = fmt::format(
        "No revision of the tree makes {}: mend the name, or let a revision create it. If another "
        "program makes it in production, declare its definition as a prerequisite, a file of SQL.",
        object.name);
  }
}

std::optional<Finding> claim(const Evidence& evidence, const StepEvidence& step) {
  if (!step.failure || !step.failure->sql) return std::nullopt;
  Finding finding = finding_of(evidence, step);
  if (const auto words = class_in_words(finding.sqlstate); !words.empty()) {
    finding.facts.emplace_back("class", words);
  }
  finding.fix = "Mend the statement so that PostgreSQL accepts it on a database that starts empty.";
  if (const auto object = missing_object(*cause_of(*step.failure))) {
    tell_what_is_missing(evidence, *object, finding);
  }
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

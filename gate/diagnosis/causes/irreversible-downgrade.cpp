// The newest migration cannot be undone: its downgrade() fails, or leaves behind what then fails
// the second upgrade. All migrations must be reversible (runbook, decision tree).
#include <fmt/format.h>

#include "gate/diagnosis/cause.h"
#include "gate/diagnosis/finding_of.h"
#include "gate/diagnosis/log_words.h"
#include "gate/diagnosis/redundant_need.h"
#include "gate/diagnosis/sources.h"

namespace gate::causes {
namespace {

// The same upgrade passed before the downgrade, so the downgrade made the difference: the object,
// type or row that is in the way is what it forgot, what is missing is what it took too much.
void blame_the_downgrade(const Evidence& evidence, Finding& finding) {
  finding.detail = fmt::format("the same upgrade passed before the downgrade{}{}",
                               finding.detail.empty() ? "" : "; ", finding.detail);
  for (const Operation& one : evidence.operations) {
    if (one.revision == finding.revision && !one.upgrading) {
      finding.places.push_back({relative(evidence, one.file), one.line,
                                fmt::format("downgrade() of {}", finding.revision)});
      break;
    }
  }
  finding.fix = fmt::format(
      "Let the downgrade() of {} undo all that its upgrade() made, and nothing else: what it left "
      "behind, or took too much, is named above.",
      finding.revision.empty() ? "the newest migration" : finding.revision);
}

std::optional<Finding> claim(const Evidence& evidence, const StepEvidence& step) {
  if (step.kind != StepKind::downgrade && !step.second_upgrade) return std::nullopt;
  // Alembic's own trouble with the graph, which no downgrade() can mend (migration-error).
  if (step.failure && redundant_need(evidence, *step.failure)) return std::nullopt;
  Finding finding = finding_of(evidence, step);
  if (step.second_upgrade) {
    blame_the_downgrade(evidence, finding);
  } else {
    finding.fix = "Mend the migration's downgrade(), so that it undoes what its upgrade() did.";
  }
  return finding;
}

bool is_left_behind(const SqlError& error) {
  return error.sqlstate == "42P07" || error.sqlstate == "42710" || error.sqlstate == "42701" ||
         error.sqlstate == "42P06" || error.sqlstate == "42723" || error.sqlstate == "23505";
}

std::optional<LogClaim> claim_log(const LogFailure& failure) {
  const SqlError* error = server_error(failure);
  const bool comes_back =
      failure.second_upgrade && error != nullptr && !going_down(failure) &&
      (is_left_behind(*error) || failure.phrase == ServerPhrase::relation_exists ||
       (error->sqlstate.empty() && error->primary.ends_with(" already exists")));
  if (comes_back) {
    return LogClaim{
        fmt::format("the downgrade left it behind: {}", error->primary),
        confidence_in(failure.form),
        "Mend the newest migration's downgrade(), so that it removes what its upgrade() made.",
        failure.subject};
  }
  const bool own = error != nullptr || !failure.failure.place.file.empty();
  const bool migrations = failure.form == LogForm::traceback || error != nullptr;
  if (!going_down(failure) || !own || !migrations || failure.elsewhere ||
      !failure.unknown_revision.empty() || failure.reads_graph) {
    return std::nullopt;
  }
  return LogClaim{fmt::format("the downgrade failed: {}", words_of(failure)),
                  confidence_in(failure.form),
                  "Mend the migration's downgrade(), so that it undoes what its upgrade() did."};
}

}  // namespace

extern const Cause irreversible_downgrade{
    .slug = "irreversible-downgrade",
    .title = "The newest migration cannot be undone",
    .owner = "feature-dev",
    .step = claim,
    .log = claim_log,
};

}  // namespace gate::causes

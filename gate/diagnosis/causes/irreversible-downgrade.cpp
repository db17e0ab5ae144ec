// A migration cannot be undone: its downgrade() fails, or takes too much, so that the second
// upgrade fails. All migrations must be reversible (runbook, decision tree).
#include <fmt/format.h>

#include "gate/diagnosis/cause.h"
#include "gate/diagnosis/finding_of.h"
#include "gate/diagnosis/log_words.h"
#include "gate/diagnosis/prerequisite_snippet.h"
#include "gate/diagnosis/redundant_need.h"
#include "gate/diagnosis/sources.h"

namespace gate::causes {
namespace {

// The same upgrade passed before the downgrade, so the downgrade made the difference. What it left
// in the schema is silent-residue's to tell.
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

// Somebody said that there is no way back: that is to be declared, or mended.
bool raises_not_implemented(const StepEvidence& step) {
  if (!step.failure || step.failure->chain.empty()) return false;
  const std::string& name = step.failure->chain.front().class_name;
  return name == "NotImplementedError" || name.ends_with(".NotImplementedError");
}

void offer_declaration(const StepEvidence& step, Finding& finding) {
  const std::string words = step.failure->chain.front().message;
  finding.message = fmt::format("downgrade() of {} raises NotImplementedError{}", finding.revision,
                                words.empty() ? "" : ": " + words);
  finding.fix =
      "Write the downgrade(). Where there truly is no way back, declare the revision irreversible, "
      "with the reason and where that was decided.";
  finding.declaration = irreversible_declaration(finding.revision, words);
}

// It passes on empty tables, as a production's never are.
void blame_the_rows(const StepEvidence& step, Finding& finding) {
  finding.message = "the downgrade fails as soon as its tables have rows: " + finding.message;
  finding.detail =
      fmt::format("the same downgrade passes without the {} rows that gate had put in{}{}",
                  step.rows_put, finding.detail.empty() ? "" : "; ", finding.detail);
  const SqlError* sql = cause_of(*step.failure);
  if (sql != nullptr && !sql->table.empty()) {
    finding.facts.emplace_back("table",
                               sql->schema.empty() ? sql->table : sql->schema + "." + sql->table);
  }
  finding.fix =
      "Let the downgrade() turn the rows that are there into ones that the older schema takes, "
      "before it restores that schema.";
}

std::optional<Finding> claim(const Evidence& evidence, const StepEvidence& step) {
  if (step.kind != StepKind::downgrade && !step.second_upgrade) return std::nullopt;
  // Alembic's own trouble with the graph, which no downgrade() can mend (migration-error).
  if (step.failure && redundant_need(evidence, *step.failure)) return std::nullopt;
  Finding finding = finding_of(evidence, step);
  if (step.second_upgrade) {
    blame_the_downgrade(evidence, finding);
  } else if (step.passes_without_rows && step.failure) {
    blame_the_rows(step, finding);
  } else if (raises_not_implemented(step)) {
    offer_declaration(step, finding);
  } else {
    finding.fix = "Mend the migration's downgrade(), so that it undoes what its upgrade() did.";
  }
  return finding;
}

std::optional<LogClaim> claim_log(const LogFailure& failure) {
  const SqlError* error = server_error(failure);
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

// The downgrade of the newest migration fails. All migrations must be reversible (runbook,
// decision tree).
#include "gate/diagnosis/classify.h"
#include "gate/diagnosis/finding_of.h"

namespace gate::causes {

std::optional<Finding> irreversible_downgrade(const Evidence& evidence, const StepEvidence& step) {
  if (step.kind != StepKind::downgrade) return std::nullopt;
  Finding finding = finding_of(evidence, step);
  finding.kind = "irreversible-downgrade";
  finding.fix = "Mend the migration's downgrade(), so that it undoes what its upgrade() did.";
  return finding;
}

}  // namespace gate::causes

// The downgrade of the newest migration fails. All migrations must be reversible (runbook,
// decision tree).
#include "gate/diagnosis/cause.h"
#include "gate/diagnosis/finding_of.h"

namespace gate::causes {
namespace {

std::optional<Finding> claim(const Evidence& evidence, const StepEvidence& step) {
  if (step.kind != StepKind::downgrade) return std::nullopt;
  Finding finding = finding_of(evidence, step);
  finding.fix = "Mend the migration's downgrade(), so that it undoes what its upgrade() did.";
  return finding;
}

}  // namespace

extern const Cause irreversible_downgrade{
    .slug = "irreversible-downgrade",
    .title = "The newest migration cannot be undone",
    .owner = "feature-dev",
    .step = claim,
};

}  // namespace gate::causes

// PostgreSQL refused a statement of the migration, and no cause of its own claims it.
#include "gate/diagnosis/cause.h"
#include "gate/diagnosis/finding_of.h"

namespace gate::causes {
namespace {

std::optional<Finding> claim(const Evidence& evidence, const StepEvidence& step) {
  if (!step.failure || !step.failure->sql) return std::nullopt;
  Finding finding = finding_of(evidence, step);
  finding.fix = step.second_upgrade
                    ? "The same upgrade passed before the downgrade: see what the newest "
                      "migration's downgrade() leaves behind, and mend it."
                    : "Mend the statement so that PostgreSQL accepts it on a database that starts "
                      "empty.";
  return finding;
}

}  // namespace

extern const Cause postgres_incompatibility{
    .slug = "postgres-incompatibility",
    .title = "PostgreSQL refuses a statement of the migration",
    .owner = "feature-dev",
    .step = claim,
};

}  // namespace gate::causes

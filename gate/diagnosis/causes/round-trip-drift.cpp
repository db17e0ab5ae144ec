// The way down and up again ends well and leads to another schema than the first upgrade did.
#include <fmt/format.h>

#include "gate/diagnosis/cause.h"
#include "gate/diagnosis/finding_of.h"
#include "gate/diagnosis/proof.h"

namespace gate::causes {
namespace {

constexpr Verbs of_a_round_trip{"is new", "is gone"};

std::optional<Finding> claim(const Evidence& evidence, const StepEvidence& step) {
  const auto differences = own_differences(evidence, step);
  if (!step.second_upgrade || differences.empty()) return std::nullopt;
  Finding finding = at_downgrade(evidence, step, step.revision);
  finding.message =
      fmt::format("{}, down and up again, does not lead back to the schema it made first: {}",
                  step.revision, words(differences, of_a_round_trip));
  finding.differences = differences;
  const StepEvidence* downgrade = downgrade_before(evidence, step);
  if (downgrade != nullptr &&
      any_counts(own_differences(evidence, *downgrade), evidence.declared)) {
    finding.because_of = "silent-residue";
  }
  finding.fix = fmt::format(
      "Let the downgrade() of {0} restore what its upgrade() changed, and let upgrade() do the "
      "same whatever was there before: what it does with IF NOT EXISTS, IF EXISTS or after asking "
      "the catalog makes a database that has been down differ from one that has not.",
      step.revision);
  if (!any_counts(differences, evidence.declared)) {
    finding.severity = Severity::note;
    finding.fix = "Nothing has to be done; a tree that does not want it says so in \"strict\".";
  }
  return finding;
}

}  // namespace

extern const Cause round_trip_drift{
    .slug = "round-trip-drift",
    .title = "Down and up again leads to another schema",
    .owner = "feature-dev",
    .proof = claim,
};

}  // namespace gate::causes

// A declared prerequisite could not be supplied.
#include "gate/diagnosis/classify.h"
#include "gate/diagnosis/finding_of.h"

namespace gate::causes {

std::optional<Finding> seed_failed(const Evidence& evidence, const StepEvidence& step) {
  if (step.kind != StepKind::prerequisite) return std::nullopt;
  Finding finding = finding_of(evidence, step);
  finding.kind = "seed-failed";
  finding.owner = Owner::sre;
  finding.fix =
      "Compare the declaration with the table as the revision before it leaves it: the row's "
      "columns, its `conflict` columns (they need a unique index) and the revision in `after`. "
      "Tell the operator where a recent migration changed the table.";
  return finding;
}

}  // namespace gate::causes

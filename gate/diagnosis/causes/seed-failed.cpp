// A declared prerequisite could not be supplied.
#include "gate/diagnosis/cause.h"
#include "gate/diagnosis/finding_of.h"

namespace gate::causes {
namespace {

std::optional<Finding> claim(const Evidence& evidence, const StepEvidence& step) {
  if (step.kind != StepKind::prerequisite) return std::nullopt;
  Finding finding = finding_of(evidence, step);
  finding.fix =
      "Compare the declaration with the table as the revision before it leaves it: the row's "
      "columns, its `conflict` columns (they need a unique index) and the revision in `after`. "
      "Tell the operator where a recent migration changed the table.";
  return finding;
}

}  // namespace

extern const Cause seed_failed{
    .slug = "seed-failed",
    .title = "A declared prerequisite could not be supplied",
    .owner = "sre",
    .references = {"PR #1654", "PR #1656"},
    .step = claim,
};

}  // namespace gate::causes

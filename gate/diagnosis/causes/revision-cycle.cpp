// Revisions that follow each other in a circle; Alembic can walk none of them.
#include <fmt/format.h>
#include <fmt/ranges.h>

#include "gate/diagnosis/classify.h"
#include "gate/diagnosis/finding_of.h"

namespace gate::causes {

std::optional<Finding> revision_cycle(const Evidence& evidence, const GraphFault& fault) {
  if (fault.kind != GraphFaultKind::cycle || fault.files.empty()) return std::nullopt;
  const RevisionFile& file = fault.files.front();
  Finding finding = finding_of(evidence, file, file.down_line);
  finding.kind = "revision-cycle";
  finding.step = step_named(evidence, StepKind::upgrade);
  finding.message =
      fmt::format("revisions follow each other in a circle: {}", fmt::join(fault.revisions, ", "));
  finding.fix = "Point the down_revision of one of them at a revision outside the circle.";
  return finding;
}

}  // namespace gate::causes

// E: a down_revision (or depends_on) that names a revision which exists nowhere.
#include <fmt/format.h>

#include "gate/diagnosis/cause.h"
#include "gate/diagnosis/finding_of.h"

namespace gate::causes {
namespace {

std::optional<Finding> claim(const Evidence& evidence, const GraphFault& fault) {
  if (fault.kind != GraphFaultKind::missing_parent || fault.files.empty()) return std::nullopt;
  const RevisionFile& file = fault.files.front();
  Finding finding = finding_of(evidence, file, file.down_line);
  finding.step = step_named(evidence, StepKind::upgrade);
  finding.message = fmt::format("revision {} refers to {}, which no file declares", file.revision,
                                fault.reference);
  finding.fix =
      "Point down_revision at the right predecessor. It breaks when a migration is deleted, "
      "renamed without its successor, or named before it has merged; only its author can confirm "
      "which one was meant.";
  return finding;
}

}  // namespace

extern const Cause broken_down_revision{
    .slug = "broken-down-revision",
    .mode = "E",
    .title = "A revision refers to one that no file declares",
    .owner = "feature-dev",
    .graph = claim,
};

}  // namespace gate::causes

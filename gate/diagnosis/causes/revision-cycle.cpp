// Revisions that follow each other in a circle; Alembic can walk none of them.
#include <fmt/format.h>
#include <fmt/ranges.h>

#include "gate/diagnosis/cause.h"
#include "gate/diagnosis/finding_of.h"
#include "gate/diagnosis/log_words.h"

namespace gate::causes {
namespace {

std::optional<Finding> claim(const Evidence& evidence, const GraphFault& fault) {
  if (fault.kind != GraphFaultKind::cycle || fault.files.empty()) return std::nullopt;
  const RevisionFile& file = fault.files.front();
  Finding finding = finding_of(evidence, file, file.down_line);
  finding.step = step_named(evidence, StepKind::upgrade);
  finding.message =
      fmt::format("revisions follow each other in a circle: {}", fmt::join(fault.revisions, ", "));
  finding.fix = "Point the down_revision of one of them at a revision outside the circle.";
  return finding;
}

std::optional<LogClaim> claim_log(const LogFailure& failure) {
  if (!failure.says_cycle) return std::nullopt;
  return LogClaim{"revisions follow each other in a circle: " + words_of(failure),
                  confidence_in(failure.form),
                  "Point the down_revision of one of them at a revision outside the circle."};
}

}  // namespace

extern const Cause revision_cycle{
    .slug = "revision-cycle",
    .title = "Revisions follow each other in a circle",
    .owner = "feature-dev",
    .graph = claim,
    .log = claim_log,
};

}  // namespace gate::causes

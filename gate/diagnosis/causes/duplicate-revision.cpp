// C, in its second form: one revision id in two files.
#include <fmt/format.h>

#include "gate/diagnosis/cause.h"
#include "gate/diagnosis/finding_of.h"
#include "gate/diagnosis/log_words.h"
#include "gate/diagnosis/renumbering_words.h"

namespace gate::causes {
namespace {

std::optional<Finding> claim(const Evidence& evidence, const GraphFault& fault) {
  if (fault.kind != GraphFaultKind::duplicate_revision || fault.files.empty()) return std::nullopt;
  const Renumbering plan = plan_for_duplicate(evidence, fault);
  const RevisionFile& latest = *plan.arrival.files.back();
  Finding finding = finding_of(evidence, latest, latest.revision_line);
  finding.step = step_named(evidence, StepKind::assert_single_head);
  finding.message = fmt::format("revision {} is claimed by more than one file:", fault.revision);
  for (const RevisionFile& file : fault.files) {
    finding.message += fmt::format(" {}:{}", relative(evidence, file.file), file.revision_line);
  }
  finding.detail =
      "Alembic only warns of it and then finds several heads, or runs one of the files and never "
      "the other.";
  add_renumbering(finding, evidence, plan);
  return finding;
}

std::optional<LogClaim> claim_log(const LogFailure& failure) {
  if (failure.duplicate_revision.empty()) return std::nullopt;
  const bool warned = failure.form == LogForm::warning;
  const bool graphs = failure.form == LogForm::refusal || failure.form == LogForm::head_count ||
                      failure.reads_graph || raised(failure, "CommandError") ||
                      raised(failure, "MultipleHeads");
  if (!warned && !graphs) return std::nullopt;
  return LogClaim{
      fmt::format("revision {} is claimed by more than one file", failure.duplicate_revision),
      warned ? Confidence::medium : Confidence::high,
      "Find the two files that set this revision id, and renumber the one that was merged later: "
      "rename it, give it the next unused id, and point its down_revision at the head of the "
      "chain.",
      failure.duplicate_revision};
}

}  // namespace

extern const Cause duplicate_revision{
    .slug = "duplicate-revision",
    .mode = "C",
    .title = "One revision id is claimed by two files",
    .owner = "feature-dev",
    .verifier = "sre",
    .references = {"PR #1778", "PR #1781"},
    .graph = claim,
    .log = claim_log,
};

}  // namespace gate::causes

// C, in its first form: two migrations with the same parent, so that the chain has several heads.
#include <fmt/format.h>
#include <fmt/ranges.h>

#include "gate/diagnosis/cause.h"
#include "gate/diagnosis/finding_of.h"
#include "gate/diagnosis/heads_by_design.h"
#include "gate/diagnosis/log_words.h"
#include "gate/diagnosis/renumbering_words.h"

namespace gate::causes {
namespace {

std::string count_of(const GraphFault& fault) {
  return fmt::format("head count{}: {}, expected exactly 1: {}",
                     fault.branch.empty() ? "" : " of " + fault.branch, fault.revisions.size(),
                     fmt::join(fault.revisions, ", "));
}

std::optional<Finding> claim(const Evidence& evidence, const GraphFault& fault) {
  if (fault.kind == GraphFaultKind::stray_head && !fault.files.empty()) {
    Finding finding = stray_head(evidence, fault);
    finding.step = step_named(evidence, StepKind::assert_single_head);
    return finding;
  }
  if (fault.kind != GraphFaultKind::multiple_heads || fault.files.empty()) return std::nullopt;
  const Renumbering plan = plan_for_heads(evidence, fault);
  const RevisionFile& latest = *plan.arrival.files.back();
  Finding finding = finding_of(evidence, latest, latest.down_line);
  finding.step = step_named(evidence, StepKind::assert_single_head, fault.branch);
  finding.message = count_of(fault);
  for (const RevisionFile* file : plan.arrival.files) {
    finding.detail +=
        fmt::format("{}{}:{} says {}", finding.detail.empty() ? "" : "; ",
                    relative(evidence, file->file), file->down_line, says_down(*file));
  }
  if (!plan.common_parent.empty()) {
    finding.detail += "; the nearest revision that all of them follow is " + plan.common_parent;
  }
  add_renumbering(finding, evidence, plan);
  if (const auto declare = how_to_declare(evidence, fault)) finding.fix += " " + *declare;
  return finding;
}

std::optional<LogClaim> claim_log(const LogFailure& failure) {
  const bool counted = failure.form == LogForm::head_count;
  if (!counted && !failure.says_multiple_heads && !raised(failure, "MultipleHeads"))
    return std::nullopt;
  return LogClaim{
      counted ? fmt::format("the chain has {} heads, expected exactly 1", failure.heads)
              : "the chain has more than one head: two migrations follow the same parent",
      Confidence::high,
      "Run `alembic heads` to see them, find the two migrations with the same "
      "down_revision, and renumber the one that was merged later so that it follows the "
      "other."};
}

}  // namespace

extern const Cause multiple_heads{
    .slug = "multiple-heads",
    .mode = "C",
    .title = "Two migrations follow the same parent",
    .owner = "feature-dev",
    .verifier = "sre",
    .references = {"Issue #1548", "Issue #1550"},
    .graph = claim,
    .log = claim_log,
};

}  // namespace gate::causes

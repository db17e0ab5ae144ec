// C, in its second form: one revision id in two files.
#include <fmt/format.h>

#include "gate/diagnosis/classify.h"
#include "gate/diagnosis/finding_of.h"

namespace gate::causes {

std::optional<Finding> duplicate_revision(const Evidence& evidence, const GraphFault& fault) {
  if (fault.kind != GraphFaultKind::duplicate_revision || fault.files.empty()) return std::nullopt;
  const RevisionFile& last = fault.files.back();
  Finding finding = finding_of(evidence, last, last.revision_line);
  finding.mode = "C";
  finding.kind = "duplicate-revision";
  finding.verifier = "sre";
  finding.step = step_named(evidence, StepKind::assert_single_head);
  finding.message = fmt::format("revision {} is claimed by more than one file:", fault.revision);
  for (const RevisionFile& file : fault.files) {
    finding.message += fmt::format(" {}:{}", relative(evidence, file.file), file.revision_line);
  }
  finding.fix =
      "Renumber the migration that was merged later: rename its file, give it the next unused "
      "revision id, and point its down_revision at the head of the chain.";
  return finding;
}

}  // namespace gate::causes

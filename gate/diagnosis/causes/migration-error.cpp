// The migration's own Python is wrong: a file that cannot be read, or code that raises. Also what
// nothing else claims.
#include <fmt/format.h>

#include "gate/diagnosis/classify.h"
#include "gate/diagnosis/finding_of.h"

namespace gate::causes {

std::optional<Finding> migration_error_in_files(const Evidence& evidence, const GraphFault& fault) {
  if (fault.kind != GraphFaultKind::unreadable_file || fault.files.empty()) return std::nullopt;
  const RevisionFile& file = fault.files.front();
  Finding finding = finding_of(evidence, file, file.problem_line);
  finding.kind = "migration-error";
  finding.step = step_named(evidence, StepKind::upgrade);
  finding.message = fmt::format("the version file cannot be read: {}", file.problem_message);
  finding.fix = "Mend the file, or move it out of the versions folder if it is no migration.";
  return finding;
}

std::optional<Finding> migration_error(const Evidence& evidence, const StepEvidence& step) {
  Finding finding = finding_of(evidence, step);
  finding.kind = "migration-error";
  finding.fix = step.end == StepEnd::died
                    ? "See that the migration ends its own process nowhere: no os._exit(), no "
                      "signal to itself, no closing of descriptors it did not open."
                    : "Mend the migration at the line shown; the traceback is in --verbose.";
  return finding;
}

}  // namespace gate::causes

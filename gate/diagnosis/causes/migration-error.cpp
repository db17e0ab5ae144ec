// The migration's own Python is wrong: a file that cannot be read, or code that raises. Also what
// nothing else claims.
#include <fmt/format.h>

#include "gate/diagnosis/cause.h"
#include "gate/diagnosis/finding_of.h"
#include "gate/diagnosis/log_words.h"

namespace gate::causes {
namespace {

std::optional<Finding> claim_file(const Evidence& evidence, const GraphFault& fault) {
  if (fault.kind != GraphFaultKind::unreadable_file || fault.files.empty()) return std::nullopt;
  const RevisionFile& file = fault.files.front();
  Finding finding = finding_of(evidence, file, file.problem_line);
  finding.step = step_named(evidence, StepKind::upgrade);
  finding.message = fmt::format("the version file cannot be read: {}", file.problem_message);
  finding.fix = "Mend the file, or move it out of the versions folder if it is no migration.";
  return finding;
}

std::optional<Finding> claim_step(const Evidence& evidence, const StepEvidence& step) {
  Finding finding = finding_of(evidence, step);
  finding.fix = step.end == StepEnd::died
                    ? "See that the migration ends its own process nowhere: no os._exit(), no "
                      "signal to itself, no closing of descriptors it did not open."
                    : "Mend the migration at the line shown; the traceback is in --verbose.";
  return finding;
}

std::optional<LogClaim> claim_log(const LogFailure& failure) {
  const std::string_view message = exception_message(failure);
  const bool unreadable = message.starts_with("Could not determine revision id from filename ");
  const bool own = failure.form == LogForm::traceback && failure.in_migration &&
                   server_error(failure) == nullptr && !raised(failure, "CommandError") &&
                   !failure.failure.place.file.empty();
  if (!unreadable && !own) return std::nullopt;
  return LogClaim{words_of(failure), confidence_in(failure.form),
                  unreadable ? "Give the file a `revision`, or move it out of the versions folder."
                             : "Mend the migration at the line shown."};
}

}  // namespace

extern const Cause migration_error{
    .slug = "migration-error",
    .title = "The migration's own Python is wrong",
    .owner = "feature-dev",
    .graph = claim_file,
    .step = claim_step,
    .log = claim_log,
};

}  // namespace gate::causes

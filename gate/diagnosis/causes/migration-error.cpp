// The migration's own Python is wrong: a file that cannot be read, or code that raises. Also what
// nothing else claims.
#include <fmt/format.h>

#include <algorithm>

#include "gate/diagnosis/cause.h"
#include "gate/diagnosis/finding_of.h"
#include "gate/diagnosis/log_words.h"
#include "gate/diagnosis/redundant_need.h"

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

Finding about(const Evidence& evidence, const StepEvidence& step, const RedundantNeed& need) {
  const char* const where = need.by_dependency ? "depends_on" : "down_revision";
  const int line = need.by_dependency ? need.file->depends_line : need.file->down_line;
  Finding finding = finding_of(evidence, *need.file, line);
  finding.step = step.name;
  finding.message =
      fmt::format("Alembic loses count of its version rows: {} has {} in its {}, which {} implies",
                  need.file->revision, need.needed, where, need.implied_by);
  finding.detail = fmt::format("it ended with {}: {}", step.failure->chain.front().class_name,
                               step.failure->chain.front().message);
  finding.fix = fmt::format(
      "Take {} out of the {} of {}: it changes nothing in what is applied "
      "before it, and Alembic of every version then counts right.",
      need.needed, where, relative(evidence, need.file->file));
  return finding;
}

// The exception came from env.py or from what it imports, and no version file had a part in it.
bool is_before_the_migrations(const Evidence& evidence, const Failure& failure) {
  const auto is_version_file = [&](const SourcePlace& place) {
    return std::any_of(evidence.revisions.begin(), evidence.revisions.end(),
                       [&](const RevisionFile& one) { return one.file == place.file; });
  };
  return failure.revision.empty() && !failure.place.file.empty() &&
         !is_version_file(failure.place) &&
         std::none_of(failure.frames.begin(), failure.frames.end(), is_version_file);
}

const char* fix_for(const Evidence& evidence, const StepEvidence& step) {
  if (step.end == StepEnd::died) {
    return "See that the migration ends its own process nowhere: no os._exit(), no signal to "
           "itself, no closing of descriptors it did not open.";
  }
  if (step.failure && is_before_the_migrations(evidence, *step.failure)) {
    return "No migration had begun: mend env.py, or what it starts, at the line shown; or declare "
           "what it needs and finds in production. The traceback is in --verbose.";
  }
  return "Mend the migration at the line shown; the traceback is in --verbose.";
}

std::optional<Finding> claim_step(const Evidence& evidence, const StepEvidence& step) {
  if (step.failure) {
    if (const auto need = redundant_need(evidence, *step.failure)) {
      return about(evidence, step, *need);
    }
  }
  Finding finding = finding_of(evidence, step);
  finding.fix = fix_for(evidence, step);
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

#include "gate/diagnosis/finding_of.h"

namespace gate {
namespace {

// The innermost exception says what happened; the ones around it say who noticed.
std::string exception_words(const Failure& failure) {
  if (failure.chain.empty()) return {};
  const ExceptionLink& link = failure.chain.front();
  return link.message.empty() ? link.class_name : link.class_name + ": " + link.message;
}

void add_sql(Finding& finding, const SqlError& sql) {
  finding.sqlstate = sql.sqlstate;
  finding.message = sql.primary;
  finding.detail = sql.detail;
  finding.hint = sql.hint;
  finding.statement = sql.statement;
}

}  // namespace

std::string relative(const Evidence& evidence, const std::string& file) {
  const std::string folder = evidence.repository + "/";
  return file.starts_with(folder) ? file.substr(folder.size()) : file;
}

Finding finding_of(const Evidence& evidence, const StepEvidence& step) {
  Finding finding;
  finding.step = step.name;
  if (!step.failure) {
    finding.message = step.how_it_ended.empty() ? "the step failed without a word"
                                                : "the migration's process ended before it could "
                                                  "tell its result: " + step.how_it_ended;
    return finding;
  }
  const Failure& failure = *step.failure;
  finding.revision = failure.revision;
  finding.file = relative(evidence, failure.place.file);
  finding.line = failure.place.line;
  // After the first error later ones can be "current transaction is aborted".
  if (failure.first_sql) {
    add_sql(finding, *failure.first_sql);
  } else if (failure.sql) {
    add_sql(finding, *failure.sql);
  } else {
    finding.message = exception_words(failure);
  }
  return finding;
}

Finding finding_of(const Evidence& evidence, const RevisionFile& file, int line) {
  Finding finding;
  finding.revision = file.revision;
  finding.file = relative(evidence, file.file);
  finding.line = line;
  return finding;
}

std::string step_named(const Evidence& evidence, StepKind kind) {
  std::string name;
  for (const StepEvidence& step : evidence.steps) {
    // The upgrade that a fault of the graph fails is `upgrade head`, not a pre-seed one.
    if (step.kind == kind && !step.second_upgrade) name = step.name;
  }
  return name;
}

}  // namespace gate

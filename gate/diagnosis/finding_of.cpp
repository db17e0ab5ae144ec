#include "gate/diagnosis/finding_of.h"

#include "gate/diagnosis/proof.h"
#include "gate/diagnosis/sources.h"

namespace gate {
namespace {

// The outermost exception is the one the migration chose to end with.
std::string exception_words(const Failure& failure) {
  if (failure.chain.empty()) return {};
  const ExceptionLink& link = failure.chain.front();
  if (link.class_name.empty()) return link.message;
  return link.message.empty() ? link.class_name : link.class_name + ": " + link.message;
}

// For a step that ended without an exception of its own, such as a sys.exit().
std::string last_line(const std::string& output) {
  const auto end = output.find_last_not_of(" \t\r\n");
  if (end == std::string::npos) return {};
  const auto begin = output.find_last_of("\r\n", end);
  return output.substr(begin + 1, end - begin);
}

std::string words_without_failure(const StepEvidence& step) {
  if (!step.how_it_ended.empty()) {
    return "the migration's process ended before it could tell its result: " + step.how_it_ended;
  }
  const std::string line = last_line(step.output_tail);
  return line.empty() ? "the step failed without a word"
                      : "the step failed without an exception; its last line was: " + line;
}

void add_sql(Finding& finding, const SqlError& sql) {
  finding.sqlstate = sql.sqlstate;
  finding.message = sql.primary;
  finding.detail = sql.detail;
  finding.hint = sql.hint;
  finding.statement = sql.statement;
}

}  // namespace

bool is_the_migrations(const StepEvidence& step) {
  return step.status == StepStatus::failed && step.end != StepEnd::server_died &&
         step.end != StepEnd::not_run && !failed_by_proof(step);
}

const SqlError* cause_of(const Failure& failure) {
  if (failure.first_sql) return &*failure.first_sql;
  return failure.sql ? &*failure.sql : nullptr;
}

std::string relative(const Evidence& evidence, const std::string& file) {
  const std::string folder = evidence.repository + "/";
  return file.starts_with(folder) ? file.substr(folder.size()) : file;
}

Finding finding_of(const Evidence& evidence, const StepEvidence& step) {
  Finding finding;
  finding.step = step.name;
  if (!step.failure) {
    finding.message = words_without_failure(step);
    return finding;
  }
  const Failure& failure = *step.failure;
  finding.revision = failure.revision;
  const bool swallowed = failure.first_sql && !failure.first_place.file.empty();
  const SourcePlace& place = swallowed ? failure.first_place : failure.place;
  finding.file = relative(evidence, place.file);
  finding.line = place.line;
  if (const SqlError* sql = cause_of(failure)) {
    add_sql(finding, *sql);
  } else {
    finding.message = exception_words(failure);
    if (finding.message.empty()) finding.message = words_without_failure(step);
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

Finding at_downgrade(const Evidence& evidence, const StepEvidence& step,
                     const std::string& revision) {
  Finding finding;
  finding.step = step.name;
  finding.revision = revision;
  if (const RevisionFile* file = file_of(evidence, revision)) {
    finding.file = relative(evidence, file->file);
    finding.line = file->downgrade_line;
  }
  return finding;
}

std::string step_named(const Evidence& evidence, StepKind kind, const std::string& branch) {
  std::string walk = branch;
  std::string name;
  for (const StepEvidence& step : evidence.steps) {
    if (walk.empty()) walk = step.branch;
    // The upgrade that a fault of the graph fails is `upgrade head`, not a pre-seed one.
    if (step.kind == kind && !step.second_upgrade && step.branch == walk) name = step.name;
  }
  return name;
}

}  // namespace gate

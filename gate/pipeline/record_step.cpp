#include "gate/pipeline/record_step.h"

namespace gate {
namespace {

constexpr std::size_t tail_bytes = 8192;

// The last lines, whole ones.
std::string tail(const std::string& output) {
  if (output.size() <= tail_bytes) return output;
  const auto line = output.find('\n', output.size() - tail_bytes);
  return output.substr(line == std::string::npos ? output.size() - tail_bytes : line + 1);
}

// Where a tree's logging hides Alembic's "Running upgrade" lines, the innermost frame in a version
// file says which revision it was.
void name_revision(Failure& failure, const std::vector<RevisionFile>& revisions) {
  for (auto frame = failure.frames.rbegin(); frame != failure.frames.rend(); ++frame) {
    for (const RevisionFile& revision : revisions) {
      if (!failure.revision.empty()) return;
      if (revision.file == frame->file) failure.revision = revision.revision;
    }
  }
}

}  // namespace

void record(const StepResult& result, const std::vector<RevisionFile>& revisions,
            StepEvidence& seen) {
  seen.end = result.end;
  seen.how_it_ended = result.how_it_ended;
  seen.applied = result.applied;
  seen.failure = result.failure;
  if (seen.failure) name_revision(*seen.failure, revisions);
  seen.output_tail = tail(result.output);
  seen.status = result.passed ? StepStatus::passed : StepStatus::failed;
}

Error behind_the_wall(const Failure& failure) {
  return {
      ErrorCode::wrong_database,
      failure.chain.empty() ? "a connection elsewhere was refused" : failure.chain.front().message,
      "gate has a PostgreSQL of its own for the migrations and lets them reach nothing else; "
      "let env.py make its engine with a postgresql URL, as it does in production."};
}

}  // namespace gate

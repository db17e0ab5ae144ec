#include "gate/pipeline/record_step.h"

#include <fmt/format.h>

#include <filesystem>

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

// As Alembic names the module that it makes of a version file.
std::string module_of(const RevisionFile& revision) {
  std::string name = std::filesystem::path(revision.file).filename();
  for (char& c : name) {
    const bool word = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
    if (!word && static_cast<unsigned char>(c) < 0x80) c = '_';
  }
  return name;
}

// Alembic asks a version file for its function before it says which one it runs, and fails in its
// own code: "module '0003_price_py' has no attribute 'downgrade'".
void name_file_without_function(Failure& failure, const std::vector<RevisionFile>& revisions) {
  if (failure.chain.empty() || failure.chain.front().class_name != "AttributeError") return;
  for (const char* function : {"upgrade", "downgrade"}) {
    for (const RevisionFile& revision : revisions) {
      if (failure.chain.front().message !=
          fmt::format("module '{}' has no attribute '{}'", module_of(revision), function)) {
        continue;
      }
      failure.revision = revision.revision;
      failure.direction = function;
      failure.place = {revision.file, revision.revision_line, {}, {}};
      failure.chain.front() = {{}, fmt::format("{} has no {}()", revision.revision, function)};
    }
  }
}

// Of a step that did not come to tell, the revision that it was at is known all the same.
void name_running(Failure& failure, const RunningRevision& running,
                  const std::vector<RevisionFile>& revisions) {
  failure.revision = running.revision;
  failure.direction = running.direction;
  for (const RevisionFile& revision : revisions) {
    if (revision.revision == running.revision) failure.place = {revision.file, 0, {}, {}};
  }
}

}  // namespace

void record(const StepResult& result, const std::vector<RevisionFile>& revisions,
            StepEvidence& seen) {
  seen.end = result.end;
  seen.how_it_ended = result.how_it_ended;
  seen.applied = result.applied;
  seen.failure = result.failure;
  if (seen.end != StepEnd::told && !result.running.revision.empty()) {
    if (!seen.failure) seen.failure.emplace();
    if (seen.failure->revision.empty()) name_running(*seen.failure, result.running, revisions);
  }
  if (seen.failure) {
    name_revision(*seen.failure, revisions);
    name_file_without_function(*seen.failure, revisions);
  }
  seen.output_tail = tail(result.output);
  seen.status = result.passed ? StepStatus::passed : StepStatus::failed;
}

Error behind_the_wall(const Failure& failure) {
  if (failure.wall == "flask-app") {
    return {ErrorCode::declaration, failure.chain.front().message,
            "Declare the application as FLASK_APP has it: \"flask_app\": \"shop:create_app\"."};
  }
  if (failure.wall == "several-databases") {
    return {
        ErrorCode::declaration, failure.chain.front().message,
        "Gate each by itself: run gate on an alembic.ini that names one of them in `databases`."};
  }
  const std::string refused =
      failure.chain.empty() ? "a connection elsewhere was refused" : failure.chain.front().message;
  std::string hint =
      "gate has a PostgreSQL of its own for the migrations and lets them reach nothing else; "
      "let env.py make its engine with a postgresql URL, as it does in production.";
  if (refused.find(" dialect sqlite") != refused.npos) {
    hint +=
        " Where the URL is the ini's sqlalchemy.url, it is enough to declare the tree (`gate "
        "init` writes the declaration): gate then puts its own in its place. Where it comes "
        "from a variable that gate does not know, name that in \"url_variables\".";
  }
  return {ErrorCode::wrong_database, refused, hint};
}

}  // namespace gate

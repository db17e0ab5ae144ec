#include "gate/pipeline/walk.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <thread>

#include "gate/pipeline/prerequisites.h"
#include "gate/pipeline/redact.h"
#include "gate/pipeline/server_trouble.h"
#include "gate/pipeline/stamp.h"

namespace gate {
namespace {

constexpr std::size_t tail_bytes = 8192;

// The last lines, whole ones.
std::string tail(const std::string& output) {
  if (output.size() <= tail_bytes) return output;
  const auto line = output.find('\n', output.size() - tail_bytes);
  return output.substr(line == std::string::npos ? output.size() - tail_bytes : line + 1);
}

Failure failure_of(const QueryFailure& failure, const std::string& statement) {
  Failure result;
  result.sql = failure.sql;
  if (result.sql->statement.empty()) result.sql->statement = statement;
  return result;
}

// A connection that gate refused: it could not be led to gate's own cluster.
Error behind_the_wall(const Failure& failure) {
  return {
      ErrorCode::wrong_database,
      failure.chain.empty() ? "a connection elsewhere was refused" : failure.chain.front().message,
      "gate has a PostgreSQL of its own for the migrations and lets them reach nothing else; "
      "let env.py make its engine with a postgresql URL, as it does in production."};
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

Error with_step(Error error, const std::string& step) {
  error.step = step;
  return error;
}

}  // namespace

Walk::Walk(const Declaration& declaration, const RevisionGraph& graph, AlembicRunner& runner,
           Cluster& cluster, OwnConnection& connection, const std::string& password,
           const Listener& listener, Evidence& evidence)
    : declaration_(declaration),
      graph_(graph),
      runner_(runner),
      cluster_(cluster),
      connection_(connection),
      password_(password),
      listener_(listener),
      evidence_(evidence) {
  const auto heads = graph.heads();
  if (!heads.empty()) head_ = heads.front();
}

Result<void> Walk::go(const std::vector<PlannedStep>& plan, const Deadline& deadline,
                      const Interrupt& interrupt) {
  for (std::size_t index = 0; index < plan.size(); ++index) {
    StepEvidence& seen = evidence_.steps[index];
    if (plan[index].kind == StepKind::downgrade) {
      if (auto noted = note_prerequisites(); !noted) return with_step(noted.error(), seen.name);
    }
    if (plan[index].second_upgrade) {
      if (auto restored = restore_lost_prerequisites(evidence_.steps[index - 1].name); !restored) {
        return with_step(restored.error(), seen.name);
      }
    }
    listener_.step_started(seen.name);
    const auto begun = Clock::now();
    const auto ran = run_step(plan[index], seen, deadline, interrupt);
    seen.duration_ms = Milliseconds(Clock::now() - begun).count();
    if (!ran) {
      // An Error tells it; the step itself is nothing to be diagnosed any more.
      seen.status = StepStatus::failed;
      seen.end = StepEnd::not_run;
      seen.how_it_ended =
          ran.error().code == ErrorCode::interrupted ? "interrupted" : "see the error";
    }
    listener_.step_ended(seen);
    if (!ran) return with_step(ran.error(), seen.name);
    if (seen.status == StepStatus::failed) return {};
  }
  return {};
}

Result<void> Walk::run_step(const PlannedStep& step, StepEvidence& seen, const Deadline& deadline,
                            const Interrupt& interrupt) {
  if (step.prerequisite) {
    return run_prerequisite(declaration_.prerequisites[*step.prerequisite], seen);
  }
  return run_alembic(step, seen, deadline, interrupt);
}

AlembicCommand Walk::aim(const PlannedStep& step, std::vector<std::string>& expected) const {
  if (step.kind == StepKind::downgrade) return aim_downgrade(expected);
  if (step.kind == StepKind::assert_single_head) {
    expected = rows_;
    return step.command;
  }
  const auto target =
      step.command.revision == "head" ? head_ : graph_.resolve(step.command.revision).value();
  expected = graph_.expected_versions(target);
  return {step.command.name, step.command.revision == "head" ? "head" : target};
}

// `downgrade -1` from a merge revision is an "Ambiguous walk"; its parents are named instead.
AlembicCommand Walk::aim_downgrade(std::vector<std::string>& expected) const {
  const auto parents = graph_.parents(head_);
  if (parents.empty()) return {"downgrade", "-1"};
  expected = graph_.after_downgrade_to(head_, parents.front());
  return {"downgrade", graph_.is_merge(head_) ? parents.front() : "-1"};
}

Result<void> Walk::run_alembic(const PlannedStep& step, StepEvidence& seen,
                               const Deadline& deadline, const Interrupt& interrupt) {
  const AlembicCommand command = aim(step, seen.expected);
  seen.command = command.revision.empty() ? command.name : command.name + " " + command.revision;
  auto result = runner_.run(command, deadline, interrupt);
  if (!result) return result.error();
  redact(*result, password_);
  if (result->version_table) version_table_ = *result->version_table;
  seen.end = result->end;
  seen.how_it_ended = result->how_it_ended;
  seen.applied = result->applied;
  seen.failure = result->failure;
  if (seen.failure) name_revision(*seen.failure, evidence_.revisions);
  seen.output_tail = tail(result->output);
  seen.status = result->passed ? StepStatus::passed : StepStatus::failed;
  if (seen.failure && !seen.failure->wall.empty()) return behind_the_wall(*seen.failure);
  if (seen.status == StepStatus::failed) return blame_the_server(seen);
  if (step.kind == StepKind::assert_single_head) return check_heads(seen, *result);
  return check_stamp(seen, *result);
}

Result<void> Walk::check_stamp(StepEvidence& seen, const StepResult& result) {
  const auto found = read_stamp(connection_, version_table_);
  if (!found) return server_trouble(found.error(), cluster_);
  seen.found = *found;
  // Some versions of Alembic leave rows that others imply, where a head depends on an ancestor.
  if (graph_.without_implied(seen.found) != seen.expected) {
    return wrong_stamp(seen.name, version_table_, seen.expected, seen.found, result.redirects);
  }
  rows_ = seen.expected;
  return {};
}

// The graph was checked from the files; Alembic's own view has to be the same.
Result<void> Walk::check_heads(StepEvidence& seen, const StepResult& result) const {
  seen.found = result.heads;
  if (seen.found.size() == 1 && seen.found.front() == head_) return {};
  return Error{
      ErrorCode::internal,
      fmt::format("Alembic names {} as head, the version files say {}",
                  seen.found.empty() ? "none" : fmt::format("{}", fmt::join(seen.found, ", ")),
                  head_),
      "gate read the revision graph in another way than Alembic; please report it."};
}

Result<void> Walk::run_prerequisite(const Prerequisite& prerequisite, StepEvidence& seen) {
  const auto applied = apply(connection_, prerequisite);
  seen.end = StepEnd::told;
  if (applied) {
    seen.status = StepStatus::passed;
    return {};
  }
  seen.status = StepStatus::failed;
  seen.failure = failure_of(applied.error(), seen.command);
  if (is_server_trouble(applied.error())) return server_trouble(applied.error(), cluster_);
  return {};
}

// Where a query fails the prerequisite's table is not what it was, and nothing can be said of it.
Result<void> Walk::note_prerequisites() {
  there_.clear();
  for (const Prerequisite& prerequisite : declaration_.prerequisites) {
    const auto there = is_there(connection_, prerequisite);
    if (!there && is_server_trouble(there.error())) return server_trouble(there.error(), cluster_);
    there_.push_back(there && *there);
  }
  return {};
}

// Whenever the walk crosses a prerequisite's point it is looked for again, and all are after a
// downgrade; one that it took away is evidence, and only then is it supplied again (design.md,
// decision 7).
Result<void> Walk::restore_lost_prerequisites(const std::string& after_step) {
  for (std::size_t index = 0; index < declaration_.prerequisites.size(); ++index) {
    const Prerequisite& prerequisite = declaration_.prerequisites[index];
    const bool was_there = there_[index] && has_its_place(prerequisite, graph_, rows_);
    if (!was_there && !is_crossed(prerequisite, graph_, rows_)) continue;
    const auto there = is_there(connection_, prerequisite);
    if (there && *there) continue;
    if (!there && is_server_trouble(there.error())) return server_trouble(there.error(), cluster_);
    evidence_.lost_prerequisites.push_back(
        {prerequisite.label, after_step, prerequisite.required_by});
    const auto applied = apply(connection_, prerequisite);
    if (!applied && is_server_trouble(applied.error())) {
      return server_trouble(applied.error(), cluster_);
    }
  }
  return {};
}

// A step that failed because the server went away or ran out of disk is not the migration's fault.
Result<void> Walk::blame_the_server(StepEvidence& seen) {
  if (seen.failure && seen.failure->sql && is_server_trouble(*seen.failure->sql)) {
    seen.end = StepEnd::server_died;
    return server_trouble(*seen.failure->sql, cluster_);
  }
  // Out of time there is none left to ask the server; that it still runs has to do.
  if (seen.end == StepEnd::timed_out && cluster_.alive()) return {};
  // A step can end a moment before the server's own end is known.
  for (int looks = 0; looks < 20 && cluster_.alive(); ++looks) {
    if (connection_.query("SELECT 1")) return {};
    std::this_thread::sleep_for(std::chrono::milliseconds(25));
  }
  seen.end = StepEnd::server_died;
  return server_gone(cluster_);
}

}  // namespace gate

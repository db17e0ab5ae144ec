#include "gate/pipeline/walk.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <cstdlib>
#include <iterator>
#include <thread>

#include "gate/pipeline/aim.h"
#include "gate/pipeline/baseline.h"
#include "gate/pipeline/prerequisites.h"
#include "gate/pipeline/record_step.h"
#include "gate/pipeline/redact.h"
#include "gate/pipeline/server_trouble.h"
#include "gate/pipeline/stamp.h"
#include "gate/pipeline/waits.h"

namespace gate {
namespace {

Failure failure_of(const QueryFailure& failure, const std::string& statement) {
  Failure result;
  result.sql = failure.sql;
  if (result.sql->statement.empty()) result.sql->statement = statement;
  return result;
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
      evidence_(evidence),
      files_(connection),
      watch_(declaration, graph, cluster, connection, files_),
      trace_(connection) {}

Result<void> Walk::go(const std::vector<PlannedStep>& plan, const Deadline& deadline,
                      const Interrupt& interrupt) {
  evidence_.declared.postgres = std::atoi(cluster_.facts().version.c_str());
  for (std::size_t index = 0; index < plan.size(); ++index) {
    StepEvidence& seen = evidence_.steps[index];
    if (plan[index].kind == StepKind::downgrade) {
      if (auto looked = watch_.look(); !looked) return with_step(looked.error(), seen.name);
    }
    if (plan[index].second_upgrade) {
      const auto lost = watch_.restore(rows_, evidence_.steps[index - 1].name);
      if (!lost) return with_step(lost.error(), seen.name);
      auto& all = evidence_.lost_prerequisites;
      all.insert(all.end(), lost->begin(), lost->end());
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
  if (step.kind == StepKind::baseline) return run_baseline(seen);
  return run_alembic(step, seen, deadline, interrupt);
}

Result<void> Walk::run_alembic(const PlannedStep& step, StepEvidence& seen,
                               const Deadline& deadline, const Interrupt& interrupt) {
  const auto [command, rows, or_rows] = aim(step, graph_, rows_);
  seen.expected = rows;
  seen.command = command.revision.empty() ? command.name : command.name + " " + command.revision;
  trace_.begin();
  std::optional<Wait> wait;
  runner_.on_out_of_time([&] { wait = longest_wait(connection_.facts(), interrupt); });
  auto result = runner_.run(command, deadline, interrupt);
  runner_.on_out_of_time({});
  if (!result) return result.error();
  redact(*result, password_);
  if (result->version_table) version_table_ = *result->version_table;
  evidence_.version_table = version_table_.schema.empty()
                                ? version_table_.name
                                : version_table_.schema + "." + version_table_.name;
  record(*result, evidence_.revisions, seen);
  if (wait) add_wait(*wait, seen);
  if (seen.failure && !seen.failure->wall.empty()) return behind_the_wall(*seen.failure);
  if (seen.status == StepStatus::failed) return blame_the_server(seen);
  if (step.kind == StepKind::assert_single_head) return check_heads(seen, step, *result);
  return check_stamp(seen, or_rows, *result);
}

Result<void> Walk::check_stamp(StepEvidence& seen, const std::vector<std::string>& or_rows,
                               const StepResult& result) {
  const auto stamps = read_stamps(connection_, version_table_);
  if (!stamps) return server_trouble(stamps.error(), cluster_);
  const VersionRows* own = own_stamp(*stamps, version_schema_, graph_, seen.expected);
  if (own != nullptr) seen.found = own->rows;
  // Some versions of Alembic leave rows that others imply, where a head depends on an ancestor.
  const auto rows = graph_.without_implied(seen.found);
  if (!or_rows.empty() && rows == or_rows) seen.expected = or_rows;
  if (rows != seen.expected) {
    seen.lost_stamp = trace_.lost_stamp(version_table_, *stamps, own);
    if (!seen.lost_stamp) {
      return wrong_stamp(seen.name, version_table_, seen.expected, seen.found, result.redirects);
    }
    seen.status = StepStatus::failed;
    return {};
  }
  if (own != nullptr) version_schema_ = own->schema;
  rows_ = seen.expected;
  return rows.size() < seen.found.size() ? take_out_implied(seen) : Result<void>();
}

// Alembic up to 1.8 at least leaves rows behind a downgrade that others imply, and then refuses to
// go up again for them ("overlaps with other requested revisions"). No downgrade() can help that.
Result<void> Walk::take_out_implied(const StepEvidence& seen) {
  std::vector<std::string> implied;
  std::set_difference(seen.found.begin(), seen.found.end(), seen.expected.begin(),
                      seen.expected.end(), std::back_inserter(implied));
  const auto done = remove_from_stamp(connection_, {version_table_.name, version_schema_}, implied);
  if (!done) return server_trouble(done.error(), cluster_);
  note_ = fmt::format(
      "after `{}` this version of Alembic left {} in {}, which {} implies, and it may refuse to go "
      "up again for that; gate took it out, as newer versions do",
      seen.command, fmt::join(implied, ", "), version_table_.name, fmt::join(seen.expected, ", "));
  return {};
}

// The graph was checked from the files; Alembic's own view has to be the same.
Result<void> Walk::check_heads(StepEvidence& seen, const PlannedStep& step,
                               const StepResult& result) const {
  auto heads = result.heads;
  std::sort(heads.begin(), heads.end());
  if (heads == graph_.heads()) {
    seen.found = step.branch.empty() ? heads : graph_.heads_of(step.branch);
    return {};
  }
  seen.found = heads;
  return Error{ErrorCode::internal,
               fmt::format("Alembic names {} as head, the version files say {}",
                           heads.empty() ? "none" : fmt::format("{}", fmt::join(heads, ", ")),
                           fmt::join(graph_.heads(), ", ")),
               "gate read the revision graph in another way than Alembic; please report it."};
}

Result<void> Walk::run_baseline(StepEvidence& seen) {
  const auto refused = apply_baseline(*declaration_.baseline, connection_, evidence_, seen);
  if (!refused) return refused.error();
  if (*refused && is_server_trouble(**refused)) return server_trouble(**refused, cluster_);
  if (*refused) return {};
  return agree_with_baseline(declaration_, graph_, connection_);
}

Result<void> Walk::run_file(const SeedFile& file, StepEvidence& seen) {
  const auto refused = files_.supply(file, evidence_, seen);
  seen.end = StepEnd::told;
  seen.status = refused || seen.second_time ? StepStatus::failed : StepStatus::passed;
  if (refused && is_server_trouble(*refused)) return server_trouble(*refused, cluster_);
  if (refused && !seen.failure) seen.failure = failure_of(*refused, seen.command);
  return {};
}

Result<void> Walk::run_prerequisite(const Prerequisite& prerequisite, StepEvidence& seen) {
  if (const auto* file = std::get_if<SeedFile>(&prerequisite.what)) return run_file(*file, seen);
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

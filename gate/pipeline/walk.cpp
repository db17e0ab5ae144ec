#include "gate/pipeline/walk.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <cstdlib>
#include <iterator>
#include <thread>

#include "gate/diagnosis/finding_of.h"
#include "gate/diagnosis/proof.h"
#include "gate/pipeline/aim.h"
#include "gate/pipeline/record_step.h"
#include "gate/pipeline/redact.h"
#include "gate/pipeline/run_command.h"
#include "gate/pipeline/server_trouble.h"
#include "gate/pipeline/stairway.h"
#include "gate/pipeline/stamp.h"
#include "gate/pipeline/waits.h"

namespace gate {
namespace {

int server_version(const Cluster& cluster) { return std::atoi(cluster.facts().version.c_str()); }

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
      supplies_(connection, cluster, files_, evidence),
      watch_(declaration, graph, cluster, connection, files_),
      trace_(connection),
      proof_(connection, server_version(cluster)),
      row_steps_(connection, cluster) {}

Result<void> Walk::go(const std::vector<PlannedStep>& plan, const Deadline& deadline,
                      const Interrupt& interrupt) {
  evidence_.declared.postgres = server_version(cluster_);
  for (std::size_t index = 0; index < plan.size(); ++index) {
    StepEvidence& seen = evidence_.steps[index];
    if (is_left_out(plan, index)) continue;
    if (auto prepared = prepare(plan[index], index); !prepared) {
      return with_step(prepared.error(), seen.name);
    }
    if (const auto so_far = stairs_done(plan, index); so_far && listener_.stairs_done) {
      listener_.stairs_done(declaration_.title, so_far->done, so_far->total);
    }
    listener_.step_started(seen.name);
    const auto ran = run_timed(plan[index], seen, deadline, interrupt);
    listener_.step_ended(seen);
    if (!ran) return with_step(ran.error(), seen.name);
    if (seen.status == StepStatus::failed && !goes_on_after(plan[index], seen)) return {};
  }
  return {};
}

Result<void> Walk::run_timed(const PlannedStep& step, StepEvidence& seen, const Deadline& deadline,
                             const Interrupt& interrupt) {
  seen.begun = Clock::now();
  auto ran = run_step(step, seen, deadline, interrupt);
  seen.duration_ms = Milliseconds(Clock::now() - seen.begun).count();
  if (!ran) {
    // An Error tells it; the step itself is nothing to be diagnosed any more.
    seen.status = StepStatus::failed;
    seen.end = StepEnd::not_run;
    seen.how_it_ended =
        ran.error().code == ErrorCode::interrupted ? "interrupted" : "see the error";
  }
  return ran;
}

bool Walk::is_left_out(const std::vector<PlannedStep>& plan, std::size_t index) const {
  if (!plan[index].skip.empty()) return true;
  if (!plan[index].second_upgrade || index == 0) return false;
  return is_the_migrations(evidence_.steps[index - 1]);
}

std::string Walk::revision_of(const PlannedStep& step) const {
  if (!step.revision.empty()) return step.revision;
  return step.branch.empty() ? graph_.heads().front() : graph_.heads_of(step.branch).front();
}

Result<void> Walk::prepare(const PlannedStep& step, std::size_t index) {
  QueryOutcome<bool> read = true;
  if (step.kind == StepKind::downgrade) {
    if (auto looked = watch_.look(); !looked) return looked;
    read = proof_.read_above();
  } else if (step.second_upgrade) {
    auto lost = watch_.restore(rows_, evidence_.steps[index - 1].name);
    if (!lost) return lost.error();
    auto& all = evidence_.lost_prerequisites;
    all.insert(all.end(), lost->begin(), lost->end());
  } else if (step.stair) {
    proof_.begin();
    read = proof_.read_below();
  }
  if (!read) return server_trouble(read.error(), cluster_);
  return row_steps_.prepare(step, proof_, evidence_.version_table, evidence_.steps[index]);
}

// A stair whose downgrade failed and was rolled back leaves the way up open.
bool Walk::goes_on_after(const PlannedStep& step, const StepEvidence& seen) {
  if (failed_by_proof(seen)) return true;
  if (!step.stair || seen.end != StepEnd::told || !rows_are_there()) return false;
  return seen.passes_without_rows || (step.kind == StepKind::downgrade && is_unchanged());
}

bool Walk::rows_are_there() {
  const auto stamps = read_stamps(connection_, version_table_);
  if (!stamps) return false;
  const VersionRows* own = own_stamp(*stamps, version_schema_, graph_, rows_);
  return own == nullptr ? rows_.empty() : own->rows == rows_;
}

bool Walk::is_unchanged() {
  const auto unchanged = proof_.is_unchanged();
  return unchanged && *unchanged;
}

Result<void> Walk::run_step(const PlannedStep& step, StepEvidence& seen, const Deadline& deadline,
                            const Interrupt& interrupt) {
  if (step.prerequisite) {
    return run_prerequisite(declaration_.prerequisites[*step.prerequisite], seen);
  }
  if (step.kind == StepKind::baseline) return supplies_.run_baseline(declaration_, graph_, seen);
  return run_alembic(step, seen, deadline, interrupt);
}

Result<void> Walk::run_alembic(const PlannedStep& step, StepEvidence& seen,
                               const Deadline& deadline, const Interrupt& interrupt) {
  auto [alembic, rows, or_rows] = aim(step, graph_, rows_);
  if (step.kind == StepKind::upgrade && !step.stair && !step.second_upgrade) {
    alembic.read_schema_before = revision_of(step);
    alembic.server_version = evidence_.declared.postgres;
  }
  alembic.stair = step.stair;
  seen.expected = rows;
  seen.command = alembic.revision.empty() ? alembic.name : alembic.name + " " + alembic.revision;
  trace_.begin();
  std::optional<Wait> wait;
  runner_.on_out_of_time([&] { wait = longest_wait(connection_.facts(), interrupt); });
  const auto unchanged = [&] { return rows_are_there() && is_unchanged(); };
  auto result = run_command(runner_, alembic, unchanged, deadline, interrupt);
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
  if (seen.status == StepStatus::failed) {
    if (auto blamed = blame_the_server(seen); !blamed) return blamed;
    auto tried = row_steps_.try_without(step, alembic, seen, [&](const AlembicCommand& one) {
      return runner_.run(one, deadline, interrupt);
    });
    if (step.second_upgrade && seen.passes_without_rows) rows_ = seen.expected;
    if (seen.passes_without_rows) proof_.forget();
    return tried;
  }
  if (step.kind == StepKind::assert_single_head) return check_heads(seen, step, *result);
  if (auto checked = check_stamp(seen, or_rows, *result); !checked) return checked;
  if (!or_rows.empty() && seen.expected == or_rows) proof_.forget_below();
  return seen.status == StepStatus::passed ? prove(step, seen, *result) : Result<void>();
}

Result<void> Walk::prove(const PlannedStep& step, StepEvidence& seen, StepResult& result) {
  proof_.set_version_table(evidence_.version_table);
  if (result.schema_before) proof_.set_below(std::move(*result.schema_before));
  if (!result.schema_unread.empty()) {
    note_ = fmt::format(
        "the schema before {} could not be read on the migrations' own connection, so what its "
        "downgrade leaves is not known: {}",
        revision_of(step), result.schema_unread);
  }
  QueryOutcome<bool> compared = true;
  if (step.kind == StepKind::downgrade) {
    compared = proof_.compare_below(seen);
  } else if (step.second_upgrade) {
    compared = proof_.compare_above(seen);
  } else {
    proof_.forget();
  }
  if (!compared) return server_trouble(compared.error(), cluster_);
  if (step.kind == StepKind::downgrade || step.second_upgrade) seen.revision = revision_of(step);
  if (step.second_upgrade && !step.stair) proof_.begin();
  if (auto proved = row_steps_.prove(step, seen); !proved) return proved;
  if (any_counts(own_differences(evidence_, seen), evidence_.declared) || any_row_lost(seen)) {
    seen.status = StepStatus::failed;
  }
  return {};
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

// What it brings is no work of the revision's that is being walked.
Result<void> Walk::run_prerequisite(const Prerequisite& prerequisite, StepEvidence& seen) {
  if (std::holds_alternative<SeedRow>(prerequisite.what)) return supplies_.run(prerequisite, seen);
  if (const auto read = proof_.before_prerequisite(); !read) {
    return server_trouble(read.error(), cluster_);
  }
  if (auto supplied = supplies_.run(prerequisite, seen); !supplied) return supplied;
  if (const auto read = proof_.after_prerequisite(); !read) {
    return server_trouble(read.error(), cluster_);
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

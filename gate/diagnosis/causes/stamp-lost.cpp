// What a step did is in the database, and the version row that goes with it is not.
#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>

#include "gate/diagnosis/cause.h"
#include "gate/diagnosis/finding_of.h"
#include "gate/diagnosis/log_words.h"
#include "gate/diagnosis/missing_object.h"
#include "gate/diagnosis/sources.h"

namespace gate::causes {
namespace {

// Alembic's own check of its UPDATE and DELETE (runtime/migration.py).
constexpr std::string_view expected_one_row = "Online migration expected to match one row when ";

bool says_no_row(const Failure& failure) {
  return std::any_of(failure.chain.begin(), failure.chain.end(), [](const ExceptionLink& link) {
    return link.message.find(expected_one_row) != std::string::npos;
  });
}

std::string bare_name(const std::string& table) {
  const auto dot = table.rfind('.');
  return dot == std::string::npos ? table : table.substr(dot + 1);
}

// The statement by which Alembic itself wanted to write its row.
bool misses_the_version_table(const Evidence& evidence, const Failure& failure) {
  const SqlError* sql = cause_of(failure);
  if (sql == nullptr || sql->sqlstate != "42P01" || evidence.version_table.empty()) return false;
  const auto object = missing_object(*sql);
  return object && object->kind == "relation" && object->name == bare_name(evidence.version_table);
}

struct Suspect {
  const Operation* operation;
  std::string does;
};

std::string what_it_does(const Evidence& evidence, const Operation& one) {
  const bool on_versions = one.name == bare_name(evidence.version_table);
  switch (one.kind) {
    case OperationKind::end_transaction:
      return fmt::format("ends the transaction that Alembic works in ({})", one.name);
    case OperationKind::set_search_path:
      return "changes the search path, by which Alembic finds its table";
    case OperationKind::drop_schema:
      return fmt::format("drops the schema {}", one.name);
    case OperationKind::drop_table:
    case OperationKind::rename_table:
    case OperationKind::change_rows:
    case OperationKind::insert:
    case OperationKind::alter_table:
      return on_versions ? fmt::format("touches {} itself", one.name) : std::string();
    default:
      return {};
  }
}

bool ran(const StepEvidence& step, const std::string& revision) {
  if (step.failure && !step.failure->revision.empty()) return step.failure->revision == revision;
  return step.applied.empty() ||
         std::find(step.applied.begin(), step.applied.end(), revision) != step.applied.end();
}

std::vector<Suspect> suspects(const Evidence& evidence, const StepEvidence& step) {
  std::vector<Suspect> found;
  for (const Operation& one : evidence.operations) {
    const bool upgrading = step.kind != StepKind::downgrade;
    if (one.upgrading != upgrading || !ran(step, one.revision)) continue;
    if (auto does = what_it_does(evidence, one); !does.empty()) {
      found.push_back({&one, std::move(does)});
    }
  }
  return found;
}

void add_suspects(const Evidence& evidence, const std::vector<Suspect>& found, Finding& finding) {
  for (const Suspect& one : found) {
    if (finding.revision.empty() || finding.file.empty() || one.operation == found[0].operation) {
      finding.revision = one.operation->revision;
      finding.file = relative(evidence, one.operation->file);
      finding.line = one.operation->line;
      finding.facts.emplace_back("it", one.does);
      continue;
    }
    finding.places.push_back({relative(evidence, one.operation->file), one.operation->line,
                              fmt::format("{} {}", one.operation->revision, one.does)});
  }
}

std::string fix_for(const std::vector<Suspect>& found) {
  if (found.empty()) {
    return "Let env.py run the migrations on one connection within context.begin_transaction(), "
           "and see that the transaction is committed: a connection in AUTOCOMMIT keeps the "
           "tables even if the row is rolled back later. Look for what a migration does to the "
           "connection by a function of the project's own.";
  }
  switch (found.front().operation->kind) {
    case OperationKind::end_transaction:
      return "Take COMMIT and ROLLBACK out of the migration; what cannot run in a transaction goes "
             "into `with op.get_context().autocommit_block():`, which Alembic knows of.";
    case OperationKind::set_search_path:
      return "Write SET LOCAL search_path only around the statements that need it and set it back, "
             "or name the schema in each statement; and give env.py a version_table_schema, so "
             "that Alembic finds its table whatever the path is.";
    case OperationKind::drop_schema:
      return "Drop the tree's own objects by name rather than the schema that also holds the "
             "version table, or keep that in a schema of its own (version_table_schema in env.py).";
    default:
      return "Leave the version table to Alembic: a migration must not write, empty or drop it. To "
             "squash revisions, stamp the databases with `alembic stamp` at deployment.";
  }
}

std::string list(const std::vector<std::string>& ids) {
  return ids.empty() ? "no revision" : fmt::format("{}", fmt::join(ids, ", "));
}

Finding finding_of_stamp(const StepEvidence& step) {
  const LostStamp& lost = *step.lost_stamp;
  Finding finding;
  finding.step = step.name;
  finding.message =
      fmt::format("the step ended well, but {} holds {}, expected {}, while what it did is there",
                  lost.table, list(step.found), list(step.expected));
  finding.detail = fmt::format("changed by the step: {}", fmt::join(lost.changes, ", "));
  for (const std::string& one : lost.elsewhere) finding.facts.emplace_back("elsewhere", one);
  return finding;
}

std::optional<Finding> claim(const Evidence& evidence, const StepEvidence& step) {
  const bool by_alembic = step.failure && (says_no_row(*step.failure) ||
                                           misses_the_version_table(evidence, *step.failure));
  if (!step.lost_stamp && !by_alembic) return std::nullopt;
  Finding finding = step.lost_stamp ? finding_of_stamp(step) : finding_of(evidence, step);
  const auto found = suspects(evidence, step);
  if (by_alembic) {
    if (!finding.sqlstate.empty()) {
      finding.message = "Alembic does not find its version table any more: " + finding.message;
    }
    // Its own statement stands in env.py, which is not where the fault is.
    if (!found.empty()) finding.file.clear();
  }
  add_suspects(evidence, found, finding);
  finding.fix = fix_for(found);
  return finding;
}

std::optional<LogClaim> claim_log(const LogFailure& failure) {
  if (!says_no_row(failure.failure)) return std::nullopt;
  return LogClaim{words_of(failure), confidence_in(failure.form),
                  "Look for what deletes or empties the version table, or ends Alembic's "
                  "transaction (COMMIT, ROLLBACK), in the migration that was running; a database "
                  "that two processes migrate at once shows the same."};
}

}  // namespace

extern const Cause stamp_lost{
    .slug = "stamp-lost",
    .title = "The version row is lost, and the changes are not",
    .owner = "feature-dev",
    .step = claim,
    .log = claim_log,
};

}  // namespace gate::causes

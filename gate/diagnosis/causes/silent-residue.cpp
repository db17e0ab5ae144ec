// The downgrade ended well and did not undo its upgrade: the schema after it is not the one that
// was there before the revision. What then fails the second upgrade is told with it.
#include <fmt/format.h>

#include <algorithm>

#include "gate/diagnosis/cause.h"
#include "gate/diagnosis/finding_of.h"
#include "gate/diagnosis/log_words.h"
#include "gate/diagnosis/proof.h"
#include "gate/diagnosis/sources.h"

namespace gate::causes {
namespace {

constexpr Verbs of_a_downgrade{"is left behind", "is lost"};
constexpr std::string_view unique_violation = "23505";

// Objects that are there already (PostgreSQL manual, appendix A, class 42).
bool is_there_already(const std::string& sqlstate) {
  return sqlstate == "42P07" || sqlstate == "42710" || sqlstate == "42701" || sqlstate == "42P06" ||
         sqlstate == "42723";
}

const StepEvidence* upgrade_after(const Evidence& evidence, const StepEvidence& downgrade) {
  bool passed = false;
  for (const StepEvidence& step : evidence.steps) {
    if (passed) return step.second_upgrade ? &step : nullptr;
    passed = step.name == downgrade.name;
  }
  return nullptr;
}

bool does_nothing(const Evidence& evidence, const std::string& revision) {
  const RevisionFile* file = file_of(evidence, revision);
  return file != nullptr && file->downgrade_is_empty;
}

std::string names_of(const std::vector<SchemaDifference>& differences, SchemaChange change) {
  std::string names;
  for (const SchemaDifference& one : differences) {
    if (one.change != change || !one.tolerance.empty()) continue;
    names += (names.empty() ? "" : ", ") + one.kind + " " + one.name;
  }
  return names;
}

std::string advice(const std::vector<SchemaDifference>& differences, const std::string& revision) {
  std::vector<std::string> parts;
  if (auto names = names_of(differences, SchemaChange::added); !names.empty()) {
    parts.push_back("drop what upgrade() made: " + names);
  }
  if (auto names = names_of(differences, SchemaChange::removed); !names.empty()) {
    parts.push_back("put back, as it was: " + names);
  }
  if (auto names = names_of(differences, SchemaChange::changed); !names.empty()) {
    parts.push_back("turn back to what it was: " + names);
  }
  std::string text = fmt::format("Let the downgrade() of {} ", revision);
  if (parts.empty()) return text + "undo what its upgrade() did, where that can be.";
  for (std::size_t at = 0; at < parts.size(); ++at) text += (at == 0 ? "" : "; ") + parts[at];
  return text + ".";
}

std::string sentence(const Evidence& evidence, const StepEvidence& downgrade) {
  const std::string what = words(own_differences(evidence, downgrade), of_a_downgrade);
  return does_nothing(evidence, downgrade.revision)
             ? fmt::format("the downgrade of {} does nothing: {}", downgrade.revision, what)
             : fmt::format("after the downgrade of {}, {}", downgrade.revision, what);
}

Finding residue(const Evidence& evidence, const StepEvidence& downgrade) {
  Finding finding = at_downgrade(evidence, downgrade, downgrade.revision);
  finding.message = sentence(evidence, downgrade);
  finding.differences = own_differences(evidence, downgrade);
  finding.detail =
      "alembic itself exits 0: what differs is the schema, before the upgrade and after "
      "the downgrade";
  finding.fix = advice(finding.differences, downgrade.revision);
  if (!any_counts(finding.differences, evidence.declared)) {
    finding.severity = Severity::note;
    finding.fix = "Nothing has to be done; a tree that does not want it says so in \"strict\".";
  }
  return finding;
}

// Whether the second upgrade may have failed by these: an order of columns fails nothing.
bool can_stop(const std::vector<SchemaDifference>& differences) {
  return std::any_of(differences.begin(), differences.end(),
                     [](const SchemaDifference& one) { return one.tolerance != column_order; });
}

std::optional<Finding> claim_proof(const Evidence& evidence, const StepEvidence& step) {
  if (step.kind != StepKind::downgrade || own_differences(evidence, step).empty()) {
    return std::nullopt;
  }
  const StepEvidence* again = upgrade_after(evidence, step);
  // Then that step's claim tells both.
  if (again != nullptr && is_the_migrations(*again) && can_stop(own_differences(evidence, step))) {
    return std::nullopt;
  }
  return residue(evidence, step);
}

void add_failure(const Evidence& evidence, const StepEvidence& step, Finding& finding) {
  const Finding failed = finding_of(evidence, step);
  finding.sqlstate = failed.sqlstate;
  finding.statement = failed.statement;
  finding.detail = fmt::format("the second upgrade then fails: {}{}", failed.message,
                               failed.detail.empty() ? "" : " (" + failed.detail + ")");
  if (!failed.file.empty()) {
    finding.places.push_back({failed.file, failed.line, "the upgrade that fails on it"});
  }
}

// The upgrade passed before the downgrade, on the same database: what is in its way now, that left.
std::optional<Finding> claim_step(const Evidence& evidence, const StepEvidence& step) {
  const StepEvidence* downgrade = downgrade_before(evidence, step);
  if (downgrade == nullptr || !step.failure) return std::nullopt;
  if (can_stop(own_differences(evidence, *downgrade))) {
    Finding finding = residue(evidence, *downgrade);
    finding.severity = Severity::error;
    if (!any_counts(downgrade->differences, evidence.declared)) {
      finding.fix = fmt::format(
          "Let the upgrade() of {} expect what a downgrade cannot take out: ADD VALUE IF NOT "
          "EXISTS, CREATE EXTENSION IF NOT EXISTS, CREATE ROLE only where there is none.",
          downgrade->revision);
    }
    add_failure(evidence, step, finding);
    return finding;
  }
  const SqlError* sql = cause_of(*step.failure);
  if (sql == nullptr) return std::nullopt;
  const bool rows = sql->sqlstate == unique_violation;
  if (!rows && !is_there_already(sql->sqlstate)) return std::nullopt;
  const std::string revision =
      step.failure->revision.empty() ? downgrade->revision : step.failure->revision;
  Finding finding = at_downgrade(evidence, *downgrade, revision);
  finding.message =
      rows ? fmt::format("after the downgrade of {}, rows are left in {} that its upgrade inserts",
                         revision, sql->table.empty() ? "a table" : sql->table)
           : fmt::format("the downgrade of {} leaves something behind: {}", revision, sql->primary);
  finding.fix = fmt::format("Let the downgrade() of {} take out what its upgrade() {}.", revision,
                            rows ? "inserts, and nothing else" : "makes");
  add_failure(evidence, step, finding);
  return finding;
}

std::optional<LogClaim> claim_log(const LogFailure& failure) {
  const SqlError* error = server_error(failure);
  const bool comes_back =
      failure.second_upgrade && error != nullptr && !going_down(failure) &&
      (is_there_already(error->sqlstate) || error->sqlstate == unique_violation ||
       failure.phrase == ServerPhrase::relation_exists ||
       (error->sqlstate.empty() && error->primary.ends_with(" already exists")));
  if (!comes_back) return std::nullopt;
  return LogClaim{
      fmt::format("the downgrade left it behind: {}", error->primary), confidence_in(failure.form),
      "Mend the newest migration's downgrade(), so that it removes what its upgrade() made.",
      failure.subject};
}

}  // namespace

extern const Cause silent_residue{
    .slug = "silent-residue",
    .title = "The downgrade ends well and does not undo its upgrade",
    .owner = "feature-dev",
    .step = claim_step,
    .proof = claim_proof,
    .log = claim_log,
};

}  // namespace gate::causes

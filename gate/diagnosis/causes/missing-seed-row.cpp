// A: a migration looks for a row that production has, an empty database lacks, and nothing
// declares.
#include <fmt/format.h>

#include <algorithm>

#include "gate/diagnosis/cause.h"
#include "gate/diagnosis/finding_of.h"
#include "gate/diagnosis/log_words.h"
#include "gate/diagnosis/prerequisite_snippet.h"
#include "gate/diagnosis/sources.h"
#include "gate/diagnosis/wanted_row.h"

namespace gate::causes {
namespace {

bool any_in(const Operations& operations, const std::string& revision) {
  return std::any_of(operations.begin(), operations.end(),
                     [&](const Operation* one) { return one->revision == revision; });
}

// A prerequisite is supplied before the revision that needs it: the table has to be there by then,
// and a row that the migration itself was to write (in the wrong order, say) is its own affair.
bool could_be_supplied(const Evidence& evidence, const WantedRow& row,
                       const std::string& revision) {
  const auto created = upgrades_of(evidence, {OperationKind::create_table}, row.table);
  const auto filled = upgrades_of(evidence, {OperationKind::insert}, row.table);
  return !any_in(created, revision) && !any_in(filled, revision);
}

const DeclaredPrerequisite* declared(const Evidence& evidence, const WantedRow& row) {
  for (const DeclaredPrerequisite& one : evidence.declared.prerequisites) {
    if (one.kind != PrerequisiteKind::row || one.name != row.table) continue;
    const bool same =
        std::all_of(row.values.begin(), row.values.end(), [&](const ColumnValue& wanted) {
          return !wanted.value ||
                 std::find(one.values.begin(), one.values.end(), wanted) != one.values.end();
        });
    if (same) return &one;
  }
  return nullptr;
}

void add_places(const Evidence& evidence, const WantedRow& row, Finding& finding) {
  const auto add = [&](OperationKind kind, const char* note) {
    for (const Operation* one :
         before(evidence, upgrades_of(evidence, {kind}, row.table), finding.revision)) {
      finding.places.push_back({relative(evidence, one->file), one->line, note});
    }
  };
  add(OperationKind::create_table, "creates the table");
  add(OperationKind::insert, "writes rows into it");
}

// `required_by` is an id or the beginning of one, with a + for the label only.
bool is_later(const Evidence& evidence, std::string required_by, const std::string& revision) {
  while (required_by.ends_with('+')) required_by.pop_back();
  for (const std::string& id : evidence.chain) {
    if (id.starts_with(required_by)) {
      return place_in_chain(evidence, id) > place_in_chain(evidence, revision);
    }
  }
  return false;
}

std::string fix_for(const Evidence& evidence, const WantedRow& row, const std::string& revision,
                    const DeclaredPrerequisite* known) {
  if (known != nullptr && !is_later(evidence, known->required_by, revision)) {
    return fmt::format(
        "The row is declared as \"{}\" and was supplied, and still the lookup found nothing: "
        "compare "
        "what it asks for with the values declared, and with what migrations before it change.",
        known->label);
  }
  if (known != nullptr) {
    return fmt::format(
        "The row is declared as \"{}\", but only for {}, and this migration runs before that: set "
        "\"required_by\" to {}, and \"after\" to a revision before it.",
        known->label, known->required_by, revision);
  }
  const std::string file = evidence.declared.file.empty()
                               ? std::string("a declaration of this tree (seeds/<tree>.json)")
                               : evidence.declared.file;
  return fmt::format(
      "Add the prerequisite below to {}, in the same pull request as the migration; gate then "
      "inserts the row where it is missing. Values that the migration does not ask for are made "
      "up: see that they make sense for {} and pass its checks, and fill in what stands in angle "
      "brackets. See too that production has the row: where it has "
      "not, the migration fails there as well.",
      file, row.table);
}

std::optional<Finding> claim(const Evidence& evidence, const StepEvidence& step) {
  if (step.kind != StepKind::upgrade || step.second_upgrade || !step.failure) return std::nullopt;
  const auto row = wanted_row(evidence, *step.failure);
  if (!row || !could_be_supplied(evidence, *row, step.failure->revision)) return std::nullopt;
  Finding finding = finding_of(evidence, step);
  add_places(evidence, *row, finding);
  finding.facts.emplace_back("table", row->table);
  if (!row->values.empty()) finding.facts.emplace_back("looked for", in_words(row->values));
  const DeclaredPrerequisite* known = declared(evidence, *row);
  finding.fix = fix_for(evidence, *row, finding.revision, known);
  if (known == nullptr) {
    finding.prerequisite =
        row_prerequisite(row->table, row->values, evidence.catalog.row,
                         parent_of(evidence, finding.revision), finding.revision);
  }
  return finding;
}

// The runbook's wording: "operator 'kris@...' not found in the admins table". A column or an index
// that is not there is no row.
bool says_row_is_missing(std::string_view words) {
  for (const std::string_view mark : {" not found in the ", " not found in table ",
                                      " missing from the ", " does not exist in the "}) {
    const auto at = words.find(mark);
    if (at == words.npos) continue;
    const std::string_view rest = words.substr(at + mark.size());
    const bool table = mark.ends_with("table ") || rest.find(" table") != rest.npos;
    const std::string before(words.substr(0, at));
    for (const char* other :
         {"column", "constraint", "index", "trigger", "key", "type", "field", "sequence"}) {
      if (before.find(other) != std::string::npos) return false;
    }
    return table;
  }
  return false;
}

bool is_migrations(const LogFailure& failure) {
  return failure.form == LogForm::exception || failure.in_migration;
}

bool writes_rows(const LogFailure& failure) {
  const std::string& code = failure.failure.place.code;
  return statement_begins(failure, "INSERT ") || statement_begins(failure, "UPDATE ") ||
         statement_begins(failure, "WITH ") || statement_begins(failure, "COPY ") ||
         code.find("bulk_insert") != std::string::npos;
}

std::optional<LogClaim> claim_log(const LogFailure& failure) {
  if (going_down(failure) || failure.elsewhere) return std::nullopt;
  LogClaim claim;
  claim.confidence = confidence_in(failure.form);
  claim.fix =
      "Let the gate supply the row before the revision that needs it, in the same PR as the "
      "migration: "
      "declare it as a prerequisite (or a seed step with ON CONFLICT DO NOTHING between `upgrade "
      "<the "
      "revision before>` and `upgrade head`).";
  const SqlError* error = server_error(failure);
  const bool in_version_file = failure.in_migration && failure.failure.direction == "upgrade";
  if (error == nullptr) {
    const bool said = is_migrations(failure) && says_row_is_missing(exception_message(failure));
    if (!said && !(raised(failure, "NoResultFound") && in_version_file)) return std::nullopt;
    claim.message = said ? words_of(failure)
                         : "a row that the migration looks up is not there: " + words_of(failure);
    return claim;
  }
  if (!failure.in_migration && failure.failure.revision.empty()) return std::nullopt;
  claim.confidence = Confidence::medium;
  claim.message = error->detail.empty() ? error->primary : error->detail;
  claim.about = failure.subject;
  if ((error->sqlstate == "23503" || error->sqlstate.empty()) &&
      failure.phrase == ServerPhrase::key_not_present && writes_rows(failure))
    return claim;
  if (failure.phrase == ServerPhrase::null_in_column && failure.subselect) {
    claim.message = error->primary + ": the sub-select that was to supply it finds no row";
    return claim;
  }
  return std::nullopt;
}

}  // namespace

extern const Cause missing_seed_row{
    .slug = "missing-seed-row",
    .mode = "A",
    .title = "A migration looks up a row that nothing supplies",
    .owner = "sre",
    .references = {"PR #1654", "Issue #1655"},
    .step = claim,
    .log = claim_log,
};

}  // namespace gate::causes

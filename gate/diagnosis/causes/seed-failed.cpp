// A declared prerequisite could not be supplied.
#include <fmt/format.h>
#include <fmt/ranges.h>

#include "gate/diagnosis/cause.h"
#include "gate/diagnosis/finding_of.h"
#include "gate/diagnosis/log_words.h"
#include "gate/diagnosis/sources.h"

namespace gate::causes {
namespace {

constexpr std::string_view undefined_table = "42P01";

const char* word_for(PrerequisiteKind kind) {
  switch (kind) {
    case PrerequisiteKind::row:
      return "table";
    case PrerequisiteKind::role:
      return "role";
    case PrerequisiteKind::extension:
      return "extension";
    case PrerequisiteKind::schema:
      return "schema";
    case PrerequisiteKind::sql:
      return "file";
  }
  return "";
}

// As pipeline/plan.cpp has it.
std::string name_of_step(const Evidence& evidence, const DeclaredPrerequisite& one) {
  return fmt::format("{} — {} (required by {})", evidence.title, one.label, one.required_by);
}

// What gate runs for those that are no rows and no files.
std::string statement_of(const DeclaredPrerequisite& one) {
  switch (one.kind) {
    case PrerequisiteKind::extension:
      return fmt::format(
          "gate runs CREATE EXTENSION IF NOT EXISTS {}, and where \"schema\" is given that schema "
          "has to be there: declare it in front.",
          one.name);
    case PrerequisiteKind::schema:
      return fmt::format("gate runs CREATE SCHEMA IF NOT EXISTS {}.", one.name);
    default:
      return fmt::format("gate runs CREATE ROLE {} NOLOGIN where it is missing.", one.name);
  }
}

// The declared prerequisite that the step was to supply, by the step's name.
void add_declaration(const Evidence& evidence, Finding& finding) {
  finding.file = evidence.declared.file;
  const auto& all = evidence.declared.prerequisites;
  for (std::size_t index = 0; index < all.size(); ++index) {
    const DeclaredPrerequisite& one = all[index];
    if (name_of_step(evidence, one) != finding.step) continue;
    finding.facts.emplace_back("declared at", fmt::format("/prerequisites/{}", index));
    finding.facts.emplace_back(word_for(one.kind), one.name);
    if (!one.after.empty()) finding.facts.emplace_back("after", one.after);
    if (one.kind != PrerequisiteKind::row) return;
    for (const Operation* made : upgrades_of(evidence, {OperationKind::create_table}, one.name)) {
      finding.places.push_back({relative(evidence, made->file), made->line,
                                fmt::format("{} creates the table", made->revision)});
    }
  }
}

// A file of SQL that may not be run twice, though gate has to where a downgrade took away what it
// made, and a database that has it already would have to.
void tell_second_time(const StepEvidence& step, Finding& finding) {
  const std::string what =
      step.failure ? fmt::format("fails when it is run a second time: {}", finding.message)
                   : fmt::format("changes the database once more when it is run a second time");
  finding.message = fmt::format("the file {}", what);
  if (!step.changed_again.empty()) {
    finding.detail = fmt::format("{}", fmt::join(step.changed_again, "; "));
  }
  finding.fix =
      "Make the file safe to run twice: CREATE ... IF NOT EXISTS, CREATE OR REPLACE, INSERT ... ON "
      "CONFLICT DO NOTHING, and a DO block that looks first for what has none of these.";
}

void tell_file(const Evidence& evidence, const StepEvidence& step, Finding& finding) {
  if (step.second_time) return tell_second_time(step, finding);
  const auto& roles = evidence.catalog.missing_roles;
  if (!roles.empty()) {
    finding.fix = fmt::format(
        "The file names what gate's server does not have: {}. Declare each as a role of its own, "
        "in front of this prerequisite, or take the owners and grants out of the file.",
        fmt::join(roles, ", "));
    return;
  }
  finding.fix =
      "Mend the statement at that line, or set \"after\" to the revision that makes what it needs; "
      "without \"after\" the file is run on the empty database.";
}

const DeclaredPrerequisite* declared_for(const Evidence& evidence, const StepEvidence& step) {
  for (const DeclaredPrerequisite& one : evidence.declared.prerequisites) {
    if (name_of_step(evidence, one) == step.name) return &one;
  }
  return nullptr;
}

std::optional<Finding> claim(const Evidence& evidence, const StepEvidence& step) {
  if (step.kind != StepKind::prerequisite) return std::nullopt;
  Finding finding = finding_of(evidence, step);
  const std::string place = finding.file;  // of a file of SQL: the line that was refused
  add_declaration(evidence, finding);
  const DeclaredPrerequisite* declared = declared_for(evidence, step);
  if (declared != nullptr && declared->kind == PrerequisiteKind::sql) {
    if (!place.empty()) finding.file = place;
    tell_file(evidence, step, finding);
    return finding;
  }
  if (declared != nullptr && declared->kind != PrerequisiteKind::row) {
    finding.fix = fmt::format("See what PostgreSQL says of it, and mend the declaration: {}",
                              statement_of(*declared));
    return finding;
  }
  if (finding.sqlstate == undefined_table) {
    finding.fix =
        "See which revision creates the table and name it, or a later one, in \"after\"; the "
        "upgrade to it passed, so the table is made later, under another name, or in another "
        "schema.";
    return finding;
  }
  finding.fix =
      "Compare the declaration with the table as the revision before it leaves it: the row's "
      "columns, its `conflict` columns (they need a unique index) and the revision in `after`. "
      "Tell the operator where a recent migration changed the table.";
  return finding;
}

std::optional<LogClaim> claim_log(const LogFailure& failure) {
  const SqlError* error = server_error(failure);
  if (failure.step_kind != StepKind::prerequisite || error == nullptr) return std::nullopt;
  return LogClaim{
      fmt::format("the seed step failed: {}", error->primary), confidence_in(failure.form),
      "Compare the seed step's SQL with the table as the revision before it leaves it. Tell "
      "the operator where a recent migration changed the table."};
}

}  // namespace

extern const Cause seed_failed{
    .slug = "seed-failed",
    .title = "A declared prerequisite could not be supplied",
    .owner = "sre",
    .references = {"PR #1654", "PR #1656"},
    .step = claim,
    .log = claim_log,
};

}  // namespace gate::causes

// B: a migration names a role that production has, an empty cluster lacks, and nothing declares.
#include <fmt/format.h>

#include <algorithm>
#include <optional>
#include <set>

#include "gate/diagnosis/cause.h"
#include "gate/diagnosis/finding_of.h"
#include "gate/diagnosis/log_words.h"
#include "gate/diagnosis/prerequisite_snippet.h"
#include "gate/diagnosis/source_rules.h"
#include "gate/diagnosis/sources.h"

namespace gate::causes {
namespace {

// PostgreSQL's own words, of which it has these two: `role "x" does not exist`.
std::string role_in(const std::string& primary) {
  constexpr std::string_view before_name = "role \"";
  constexpr std::string_view after_name = "\" does not exist";
  const auto begin = primary.find(before_name);
  const auto end = primary.rfind(after_name);
  if (begin != 0 || end == std::string::npos || end <= before_name.size()) return {};
  return primary.substr(before_name.size(), end - before_name.size());
}

// A server that speaks another language: the one role that the statement names and nobody has.
std::string role_in_statement(const Evidence& evidence) {
  std::set<std::string> unknown;
  for (const Operation& operation : evidence.failing) {
    const auto& roles = evidence.catalog.roles;
    if (operation.kind == OperationKind::use_role && evidence.catalog.known &&
        std::find(roles.begin(), roles.end(), operation.name) == roles.end()) {
      unknown.insert(operation.name);
    }
  }
  return unknown.size() == 1 ? *unknown.begin() : std::string();
}

// undefined_object; SET ROLE says invalid_parameter_value. FATAL is a login, not a GRANT.
std::string missing_role_of(const Evidence& evidence, const SqlError& error) {
  const bool refused = error.sqlstate == "42704" || error.sqlstate == "22023";
  if (!refused || error.severity == "FATAL") return {};
  const std::string named = role_in(error.primary);
  return named.empty() ? role_in_statement(evidence) : named;
}

// What a migration of the tree creates is not for a declaration to supply.
bool is_the_trees_own(const Evidence& evidence, const std::string& role) {
  const auto created = upgrades_of(evidence, {OperationKind::create_role}, role);
  return std::any_of(created.begin(), created.end(),
                     [](const Operation* one) { return !one->conditional; });
}

// DROP ROLE wants IF EXISTS, not a role that is supplied to be taken away.
bool is_dropped(const Evidence& evidence, const std::string& role) {
  return std::any_of(evidence.failing.begin(), evidence.failing.end(), [&](const Operation& one) {
    return one.kind == OperationKind::drop_role && one.name == role;
  });
}

const DeclaredPrerequisite* declared(const Evidence& evidence, const std::string& role) {
  for (const DeclaredPrerequisite& one : evidence.declared.prerequisites) {
    if (one.kind == PrerequisiteKind::role && one.name == role) return &one;
  }
  return nullptr;
}

void add_places(const Evidence& evidence, const std::string& role, Finding& finding) {
  for (const Operation* one : upgrades_of(evidence, {OperationKind::use_role}, role)) {
    const Place place{relative(evidence, one->file), one->line, "names " + role};
    const bool here = place.file == finding.file && place.line == finding.line;
    const bool told =
        std::find(finding.places.begin(), finding.places.end(), place) != finding.places.end();
    if (!here && !told) finding.places.push_back(place);
  }
}

std::string fix_for(const Evidence& evidence, const std::string& role,
                    const DeclaredPrerequisite* known) {
  if (known != nullptr) {
    return fmt::format(
        "The role {} is declared, but only for {}: set its \"required_by\" to the revision above, "
        "so that it is there in time.",
        role, known->required_by);
  }
  const std::string file = evidence.declared.file.empty()
                               ? std::string("a declaration of this tree (seeds/<tree>.json)")
                               : evidence.declared.file;
  return fmt::format(
      "Add the prerequisite below to {}, in the same pull request as the migration; gate then "
      "creates the role without login and only where it is missing. See that production has the "
      "role too, and that its name is spelled as there.",
      file);
}

std::optional<Finding> claim(const Evidence& evidence, const StepEvidence& step) {
  if (step.kind != StepKind::upgrade || step.second_upgrade || !step.failure) return std::nullopt;
  const SqlError* sql = cause_of(*step.failure);
  const std::string role = sql == nullptr ? std::string() : missing_role_of(evidence, *sql);
  if (role.empty() || is_the_trees_own(evidence, role) || is_dropped(evidence, role)) {
    return std::nullopt;
  }
  Finding finding = finding_of(evidence, step);
  add_places(evidence, role, finding);
  finding.facts.emplace_back("role", role);
  const DeclaredPrerequisite* known = declared(evidence, role);
  finding.fix = fix_for(evidence, role, known);
  if (known == nullptr) {
    finding.prerequisite = role_prerequisite(role, finding.revision, !finding.places.empty());
  }
  return finding;
}

std::optional<LogClaim> claim_log(const LogFailure& failure) {
  const SqlError* error = server_error(failure);
  if (error == nullptr || failure.phrase != ServerPhrase::role_missing || at_connect(*error))
    return std::nullopt;
  const bool states_it = error->sqlstate == "42704" || error->sqlstate == "22023";
  // Where SQLAlchemy has no class for it, it was no statement that was refused but a login.
  const bool unclassified = error->sqlstate.empty() && raised(failure, "DBAPIError");
  if ((!states_it && !error->sqlstate.empty()) || unclassified) return std::nullopt;
  return LogClaim{
      fmt::format("the role \"{}\" does not exist, and a statement names it", failure.subject),
      confidence_in(failure.form),
      "Let the gate create the role before the upgrade, in the same PR as the migration: "
      "declare it as a prerequisite (or a `CREATE ROLE ... NOLOGIN` step guarded by IF NOT "
      "EXISTS).",
      failure.subject};
}

}  // namespace

extern const Cause missing_role{
    .slug = "missing-role",
    .mode = "B",
    .title = "A migration names a role that nothing supplies",
    .owner = "sre",
    .references = {"PR #1656"},
    .step = claim,
    .source = roles_that_nobody_supplies,
    .log = claim_log,
};

}  // namespace gate::causes

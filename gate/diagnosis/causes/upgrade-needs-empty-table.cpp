// The migration passes on empty tables and fails as soon as there are rows in them, as there are in
// production.
#include <fmt/format.h>

#include "gate/diagnosis/cause.h"
#include "gate/diagnosis/finding_of.h"
#include "gate/diagnosis/log_words.h"

namespace gate::causes {
namespace {

// What it failed by (PostgreSQL manual, appendix A).
constexpr std::string_view not_null_violation = "23502";
constexpr std::string_view foreign_key_violation = "23503";
constexpr std::string_view unique_violation = "23505";
constexpr std::string_view check_violation = "23514";
constexpr std::string_view exclusion_violation = "23P01";

std::string advice(const SqlError* sql) {
  const std::string_view state = sql == nullptr ? std::string_view() : sql->sqlstate;
  if (state == not_null_violation) {
    return "Give the new column a server_default, or add it as nullable, fill it with an UPDATE, "
           "and only then set it NOT NULL.";
  }
  if (state == unique_violation || state == exclusion_violation) {
    return "Make the values of the rows that are there distinct before the unique constraint or "
           "index is made; one default for all of them cannot be unique.";
  }
  if (state == check_violation || state == foreign_key_violation) {
    return "Bring the rows that are there into line with an UPDATE before the constraint is made "
           "(or make it NOT VALID and validate it when they are).";
  }
  if (state.starts_with("22")) {
    return "Say with postgresql_using how each value that may be there becomes one of the new "
           "type.";
  }
  return "Let upgrade() expect rows in the tables that it changes.";
}

std::optional<Finding> claim(const Evidence& evidence, const StepEvidence& step) {
  if (!step.second_upgrade || !step.passes_without_rows || !step.failure) return std::nullopt;
  Finding finding = finding_of(evidence, step);
  const SqlError* sql = cause_of(*step.failure);
  finding.message = "the upgrade fails as soon as its tables have rows: " + finding.message;
  finding.detail = fmt::format(
      "the same upgrade passed on empty tables, and passes again without the {} rows that gate had "
      "put in{}{}",
      step.rows_put, finding.detail.empty() ? "" : "; ", finding.detail);
  if (sql != nullptr && !sql->table.empty()) {
    finding.facts.emplace_back("table",
                               sql->schema.empty() ? sql->table : sql->schema + "." + sql->table);
  }
  if (sql != nullptr && !sql->column.empty()) finding.facts.emplace_back("column", sql->column);
  finding.fix = advice(sql);
  return finding;
}

// PostgreSQL has words of their own for rows that a change of the table finds in it.
bool is_about_rows_that_are_there(const SqlError& error) {
  const std::string& words = error.primary;
  return words.ends_with(" contains null values") || words.ends_with(" is violated by some row") ||
         words.ends_with(" would be violated by some row") ||
         words.starts_with("could not create unique index ");
}

std::optional<LogClaim> claim_log(const LogFailure& failure) {
  const SqlError* error = server_error(failure);
  if (error == nullptr || going_down(failure) || failure.elsewhere) return std::nullopt;
  if (!is_about_rows_that_are_there(*error)) return std::nullopt;
  return LogClaim{
      fmt::format("the upgrade cannot do with the rows that are there: {}", error->primary),
      failure.in_migration ? Confidence::high : confidence_in(failure.form), advice(error),
      failure.subject};
}

}  // namespace

extern const Cause upgrade_needs_empty_table{
    .slug = "upgrade-needs-empty-table",
    .title = "The upgrade passes on empty tables only",
    .owner = "feature-dev",
    .step = claim,
    .log = claim_log,
};

}  // namespace gate::causes

#include "gate/diagnosis/cause.h"
#include "gate/diagnosis/log_words.h"

namespace gate::causes {
namespace {

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
  claim.confidence = Confidence::medium;
  claim.message = error->detail.empty() ? error->primary : error->detail;
  claim.about = failure.subject;
  if (error->sqlstate == "23503" && failure.phrase == ServerPhrase::key_not_present &&
      writes_rows(failure))
    return claim;
  if (error->sqlstate == "23502" && failure.subselect) {
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
    .log = claim_log,
};

}  // namespace gate::causes

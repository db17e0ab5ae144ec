#include <fmt/format.h>

#include "gate/diagnosis/cause.h"
#include "gate/diagnosis/log_words.h"

namespace gate::causes {
namespace {

std::optional<LogClaim> claim_log(const LogFailure& failure) {
  const SqlError* error = server_error(failure);
  if (error == nullptr || failure.phrase != ServerPhrase::role_missing || at_connect(*error))
    return std::nullopt;
  const bool states_it = error->sqlstate == "42704" || error->sqlstate == "22023";
  if (!states_it && !error->sqlstate.empty()) return std::nullopt;
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
    .log = claim_log,
};

}  // namespace gate::causes

#include "gate/diagnosis/cause.h"
#include "gate/diagnosis/log_words.h"

namespace gate::causes {
namespace {

std::optional<LogClaim> claim_log(const LogFailure& failure) {
  const SqlError* error = server_error(failure);
  if (error == nullptr || at_connect(*error)) return std::nullopt;
  const bool said = error->sqlstate.empty() && failure.phrase == ServerPhrase::privilege;
  if (error->sqlstate != "42501" && !said) return std::nullopt;
  return LogClaim{
      error->primary, confidence_in(failure.form),
      "Grant the role that runs the migrations what the statement needs, or let the migration "
      "do without it."};
}

}  // namespace

extern const Cause insufficient_privilege{
    .slug = "insufficient-privilege",
    .title = "A migration does what its role may not",
    .owner = "feature-dev",
    .log = claim_log,
};

}  // namespace gate::causes

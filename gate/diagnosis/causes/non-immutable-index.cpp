#include "gate/diagnosis/cause.h"
#include "gate/diagnosis/log_words.h"

namespace gate::causes {
namespace {

std::optional<LogClaim> claim_log(const LogFailure& failure) {
  if (failure.phrase != ServerPhrase::index_not_immutable) return std::nullopt;
  const SqlError* error = server_error(failure);
  return LogClaim{
      error->primary, confidence_in(failure.form),
      "Use only IMMUTABLE expressions in the index: literal values, functions that are marked "
      "so. For an index bounded in time use a fixed literal timestamp."};
}

}  // namespace

extern const Cause non_immutable_index{
    .slug = "non-immutable-index",
    .mode = "D",
    .title = "An index uses a function that is not IMMUTABLE",
    .owner = "feature-dev",
    .references = {"Issue #1551"},
    .log = claim_log,
};

}  // namespace gate::causes

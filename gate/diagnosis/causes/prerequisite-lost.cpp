// A downgrade took away a declared prerequisite: production would lose it as well.
#include <fmt/format.h>

#include "gate/diagnosis/cause.h"
#include "gate/diagnosis/log_words.h"

namespace gate::causes {
namespace {

std::optional<Finding> claim(const Evidence& evidence, const LostPrerequisite& lost) {
  Finding finding;
  finding.step = lost.step;
  finding.revision = evidence.heads.empty() ? std::string() : evidence.heads.front();
  finding.message =
      fmt::format("after the downgrade, what \"{}\" had supplied is gone, and {} needs it",
                  lost.label, lost.required_by);
  finding.fix =
      "Let upgrade() and downgrade() remove only what they made; what production supplies outside "
      "of Alembic is not its own.";
  return finding;
}

std::optional<LogClaim> claim_log(const LogFailure& failure) {
  if (!failure.second_upgrade || failure.phrase != ServerPhrase::role_missing) return std::nullopt;
  return LogClaim{
      fmt::format("the role \"{}\" was there for the first upgrade and is gone after the "
                  "downgrade",
                  failure.subject),
      Confidence::medium, "Let downgrade() remove only what its upgrade() made.", failure.subject};
}

}  // namespace

extern const Cause prerequisite_lost{
    .slug = "prerequisite-lost",
    .title = "A downgrade took away what production supplies",
    .owner = "feature-dev",
    .lost = claim,
    .log = claim_log,
};

}  // namespace gate::causes

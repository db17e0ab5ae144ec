// A downgrade took away a declared prerequisite: production would lose it as well.
#include <fmt/format.h>

#include "gate/diagnosis/cause.h"

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

}  // namespace

extern const Cause prerequisite_lost{
    .slug = "prerequisite-lost",
    .title = "A downgrade took away what production supplies",
    .owner = "feature-dev",
    .lost = claim,
};

}  // namespace gate::causes

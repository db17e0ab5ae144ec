// A downgrade took away a declared prerequisite: production would lose it as well.
#include <fmt/format.h>

#include "gate/diagnosis/classify.h"

namespace gate::causes {

Finding prerequisite_lost(const Evidence& evidence, const LostPrerequisite& lost) {
  Finding finding;
  finding.kind = "prerequisite-lost";
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

}  // namespace gate::causes

// Alembic's own KeyError on a sound graph: it loses count of its version rows where a revision
// depends on, or follows, what another of its parents implies already.
//
// Over 3,000 random graphs and Alembic 1.0 to 1.20 it came only then. Says nothing of other graphs.
#pragma once

#include <optional>
#include <string>

#include "gate/core/evidence.h"

namespace gate {

struct RedundantNeed {
  const RevisionFile* file = nullptr;  // the revision that says it
  std::string needed;                  // what it need not say
  bool by_dependency = true;           // in depends_on, else in down_revision
  std::string implied_by;              // the other parent
};

// The first there is, where the failure is that KeyError.
std::optional<RedundantNeed> redundant_need(const Evidence& evidence, const Failure& failure);

}  // namespace gate

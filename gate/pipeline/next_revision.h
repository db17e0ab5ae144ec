// The next free id and the parent to name, for `gate next`: over what the working tree has, what
// the base has, and what other open branches have taken.
//
// From the sources alone, as `gate check`: no server, no Alembic. Makes no file.
#pragma once

#include <chrono>
#include <string>
#include <vector>

#include "gate/core/error.h"
#include "gate/core/next_revision.h"
#include "gate/pipeline/merge_view.h"
#include "gate/process/interrupt.h"
#include "gate/tree/declaration.h"

namespace gate {

struct NextOptions {
  std::vector<Declaration> trees;
  MergeTargets targets;
  std::chrono::seconds timeout{600};
};

// One for each tree, or for each of its declared heads, in order. Errors as of `gate check`.
Result<std::vector<NextRevision>> next_revisions(const NextOptions& options,
                                                 const Interrupt& interrupt);

// The pure part: `view` may be one without base and rivals.
std::vector<NextRevision> next_revisions(const Declaration& declaration, const MergeView& view);

}  // namespace gate

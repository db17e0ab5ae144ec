// Which of the trees a change touches, for `gate plan`.
//
// The change is what lies between the commit at which HEAD left a ref and the files as they are,
// committed or not: what a run of gate here would see. Runs git alone: no Python, no server.
#pragma once

#include <chrono>
#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include "gate/core/change_plan.h"
#include "gate/core/error.h"
#include "gate/process/interrupt.h"
#include "gate/tree/declaration.h"

namespace gate {

struct PlanOptions {
  std::vector<Declaration> trees;
  std::optional<std::string> since;  // a ref; none: every tree is touched
  std::chrono::seconds timeout{600};
};

// Where git cannot tell of a tree's files (outside of the repository, in a repository of their
// own), the tree counts as touched. Errors: usage (no such ref, no repository, no commit in common,
// a shallow clone that hides it), infrastructure (no git, a repository that git refuses),
// interrupted.
Result<ChangePlan> changed_trees(const PlanOptions& options, const Interrupt& interrupt);

}  // namespace gate

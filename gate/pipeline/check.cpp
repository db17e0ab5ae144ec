#include "gate/pipeline/check.h"

#include <thread>

#include "gate/pipeline/check_tree.h"
#include "gate/pipeline/in_run_directory.h"

namespace gate {
namespace {

// All at once: a tree costs one short-lived interpreter.
std::vector<TreeOutcome> check_trees(const CheckOptions& options,
                                     const std::filesystem::path& folder, const Lifeline& lifeline,
                                     const Interrupt& interrupt) {
  const Deadline deadline(options.timeout);
  std::vector<TreeOutcome> outcomes(options.trees.size());
  std::vector<std::jthread> threads;
  for (std::size_t i = 0; i < outcomes.size(); ++i) {
    threads.emplace_back([&, i] {
      outcomes[i] = check_tree(options.trees[i], {options.base, options.rivals},
                               {folder, lifeline, deadline, interrupt});
    });
  }
  threads.clear();  // joins
  return outcomes;
}

}  // namespace

Report check(const CheckOptions& options, const Interrupt& interrupt) {
  return in_run_directory([&](RunDirectory& directory, const Lifeline& lifeline) {
    return check_trees(options, directory.path(), lifeline, interrupt);
  });
}

}  // namespace gate

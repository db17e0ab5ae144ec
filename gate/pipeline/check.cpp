#include "gate/pipeline/check.h"

#include <thread>

#include "gate/pipeline/check_tree.h"
#include "gate/process/lifeline.h"
#include "gate/process/run_directory.h"
#include "gate/process/watcher.h"

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
      outcomes[i] =
          check_tree(options.trees[i], options.base, {folder, lifeline, deadline, interrupt});
    });
  }
  threads.clear();  // joins
  return outcomes;
}

}  // namespace

Report check(const CheckOptions& options, const Interrupt& interrupt) {
  const auto begun = Clock::now();
  Report report;
  Lifeline lifeline;
  const auto folder = RunDirectory::choose();
  auto watcher = Watcher::start(folder, lifeline);
  if (!watcher) {
    report.errors.push_back(watcher.error());
  } else if (auto directory = RunDirectory::create(folder); !directory) {
    report.errors.push_back(directory.error());
  } else {
    for (TreeOutcome& outcome : check_trees(options, directory->path(), lifeline, interrupt)) {
      report.trees.push_back(std::move(outcome.report));
      for (Error& error : outcome.errors) report.errors.push_back(std::move(error));
    }
  }
  lifeline.cut();
  if (watcher) watcher->wait();
  report.duration_ms = Milliseconds(Clock::now() - begun).count();
  conclude(report);
  return report;
}

}  // namespace gate

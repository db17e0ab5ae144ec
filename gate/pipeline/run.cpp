#include "gate/pipeline/run.h"

#include <fmt/format.h>
#include <sys/resource.h>

#include <atomic>
#include <thread>

#include "gate/pipeline/finish_report.h"
#include "gate/pipeline/in_run_directory.h"
#include "gate/pipeline/watch.h"

namespace gate {
namespace {

// Trees run in turn on a given server, where roles are shared (design.md, decision 3).
unsigned workers(const RunOptions& options) {
  if (options.server.choice == ServerChoice::given) return 1;
  const auto trees = static_cast<unsigned>(options.trees.size());
  return std::max(1u, std::min(options.jobs, trees));
}

// What a run holds open at once: pipes, event loops and connections of every tree side by side.
Result<void> check_limits() {
  constexpr rlim_t files_needed = 256;
  rlimit files{};
  ::getrlimit(RLIMIT_NOFILE, &files);
  if (files.rlim_cur >= files_needed) return {};
  return Error{
      ErrorCode::infrastructure,
      fmt::format("the limit on open files is {}, gate needs {}", files.rlim_cur, files_needed),
      "Raise it with `ulimit -n`."};
}

// Runs every tree, at most `workers` at a time, and gives their outcomes in the order declared.
std::vector<TreeOutcome> run_trees(const RunOptions& options, RunDirectory& directory,
                                   const Lifeline& lifeline, const Listener& listener,
                                   const Interrupt& interrupt) {
  std::vector<TreeOutcome> outcomes(options.trees.size());
  std::atomic<std::size_t> next{0};
  const auto work = [&] {
    for (std::size_t index = next++; index < outcomes.size(); index = next++) {
      outcomes[index] =
          run_tree(options.trees[index], options, {directory, lifeline, listener, interrupt});
    }
  };
  std::vector<std::jthread> threads;
  for (unsigned count = workers(options); count > 0; --count) threads.emplace_back(work);
  threads.clear();  // joins
  return outcomes;
}

}  // namespace

Report run(const RunOptions& options, const Listener& listener, const Interrupt& interrupt) {
  if (auto enough = check_limits(); !enough) {
    Report report;
    report.errors.push_back(enough.error());
    finish(report, Clock::now());
    return report;
  }
  return in_run_directory([&](RunDirectory& directory, const Lifeline& lifeline) {
    sweep(lifeline, interrupt);
    return run_trees(options, directory, lifeline, listener, interrupt);
  });
}

}  // namespace gate

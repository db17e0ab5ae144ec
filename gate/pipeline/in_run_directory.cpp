#include "gate/pipeline/in_run_directory.h"

#include "gate/pipeline/finish_report.h"
#include "gate/process/watcher.h"

namespace gate {

Result<void> with_run_directory(const std::function<void(RunDirectory&, const Lifeline&)>& work) {
  Lifeline lifeline;
  // The watcher first: killed between the two, gate would leave a folder that nobody watches.
  const auto folder = RunDirectory::choose();
  auto watcher = Watcher::start(folder, lifeline);
  if (!watcher) return watcher.error();
  Result<void> done;
  if (auto directory = RunDirectory::create(folder); directory) {
    work(*directory, lifeline);
  } else {
    done = directory.error();
  }
  lifeline.cut();
  watcher->wait();
  return done;
}

Report in_run_directory(const Work& work) {
  const auto begun = Clock::now();
  Report report;
  const auto done = with_run_directory([&](RunDirectory& directory, const Lifeline& lifeline) {
    for (TreeOutcome& outcome : work(directory, lifeline)) {
      report.trees.push_back(std::move(outcome.report));
      for (Error& error : outcome.errors) report.errors.push_back(std::move(error));
    }
  });
  if (!done) report.errors.push_back(done.error());
  finish(report, begun);
  return report;
}

}  // namespace gate

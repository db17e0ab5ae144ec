#include "gate/pipeline/in_run_directory.h"

#include "gate/process/watcher.h"

namespace gate {

Report in_run_directory(const Work& work) {
  const auto begun = Clock::now();
  Report report;
  Lifeline lifeline;
  // The watcher first: killed between the two, gate would leave a folder that nobody watches.
  const auto folder = RunDirectory::choose();
  auto watcher = Watcher::start(folder, lifeline);
  if (!watcher) {
    report.errors.push_back(watcher.error());
  } else if (auto directory = RunDirectory::create(folder); !directory) {
    report.errors.push_back(directory.error());
  } else {
    for (TreeOutcome& outcome : work(*directory, lifeline)) {
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

// The process that outlives the gate to clear up after it, should it be killed.
//
// It does nothing while the gate lives. What it does then is pipeline/watch.h's business; this
// only starts it and waits for it.
#pragma once

#include <filesystem>
#include <memory>

#include "gate/core/error.h"
#include "gate/process/lifeline.h"

namespace gate {

class Watcher {
 public:
  // Starts it over a run's folder.
  static Result<Watcher> start(const std::filesystem::path& run_directory,
                               const Lifeline& lifeline);
  Watcher(Watcher&&) noexcept;
  ~Watcher();  // lets it go on

  // Waits for its end, once the lifeline is cut.
  void wait();

 private:
  struct State;
  explicit Watcher(std::unique_ptr<State> state);
  std::unique_ptr<State> state_;
};

}  // namespace gate

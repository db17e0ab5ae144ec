#include "gate/process/watcher.h"

#include <fcntl.h>

#include <utility>

#include "gate/process/child.h"
#include "gate/process/launch.h"

namespace gate {

struct Watcher::State {
  asio::io_context context{1};
  Process process{context.get_executor()};
};

Watcher::Watcher(std::unique_ptr<State> state) : state_(std::move(state)) {}
Watcher::Watcher(Watcher&&) noexcept = default;

Watcher::~Watcher() {
  if (state_) state_->process.detach();
}

Result<Watcher> Watcher::start(const std::filesystem::path& run_directory,
                               const Lifeline& lifeline) {
  const auto null = open_high("/dev/null", O_RDWR);
  auto state = std::make_unique<State>();
  auto started = launch_self(state->context, {"__watch", run_directory.string()}, own_environment(),
                             "/", {{lifeline.reading_end(), 0}, {null.get(), 1}, {null.get(), 2}});
  if (!started) return started.error();
  state->process = std::move(*started);
  return Watcher(std::move(state));
}

void Watcher::wait() {
  boost::system::error_code ignored;
  state_->process.wait(ignored);
}

}  // namespace gate

#include "gate/process/child.h"

#include <fcntl.h>
#include <fmt/format.h>
#include <signal.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <boost/asio/buffer.hpp>

#include "gate/process/output_tail.h"
#include "gate/process/wiring.h"

namespace gate {
namespace {

// One stream from the child: read as it comes, until its end.
struct Stream {
  explicit Stream(asio::io_context& context) : descriptor(context) {}
  asio::posix::stream_descriptor descriptor;
  std::array<char, 65536> buffer{};
  bool open = false;
};

std::vector<std::string> supervisor_words(const Command& command) {
  const auto grace = std::chrono::duration_cast<std::chrono::milliseconds>(command.stop_grace);
  std::vector<std::string> words{"__supervise",
                                 std::to_string(lifeline_in_child),
                                 command.user ? std::to_string(command.user->uid) : "-",
                                 command.user ? std::to_string(command.user->gid) : "-",
                                 std::to_string(command.stop_signal),
                                 std::to_string(grace.count()),
                                 "--"};
  words.insert(words.end(), command.argv.begin(), command.argv.end());
  return words;
}

ExitStatus from_wait_status(int status) {
  if (WIFSIGNALED(status)) return {0, WTERMSIG(status)};
  return {WEXITSTATUS(status), 0};
}

}  // namespace

std::string describe(const ExitStatus& status) {
  if (status.signal == 0) return fmt::format("exit status {}", status.code);
  return fmt::format("killed by signal {} (SIG{})", status.signal, ::sigabbrev_np(status.signal));
}

struct Child::State {
  explicit State(std::size_t output_limit)
      : everything(output_limit),
        since_taken(output_limit),
        only_output(output_limit),
        only_errors(output_limit) {}

  asio::io_context context{1};
  std::optional<Process> process;
  std::optional<ExitStatus> status;
  asio::posix::stream_descriptor input{context};
  asio::posix::stream_descriptor wake{context};
  Stream events{context};
  Stream output{context};
  Stream errors{context};
  std::string event_bytes;
  OutputTail everything;
  OutputTail since_taken;
  OutputTail only_output;
  OutputTail only_errors;
  std::function<void(std::string_view)> listener;
  int pid = -1;  // of the supervisor; remembered, as a detached process forgets it
  bool released = false;

  void take_output(std::string_view piece, OutputTail& own) {
    everything.append(piece);
    since_taken.append(piece);
    own.append(piece);
    if (listener) listener(piece);
  }

  void read_on(Stream& stream, std::function<void(std::string_view)> take) {
    stream.descriptor.async_read_some(
        asio::buffer(stream.buffer),
        [this, &stream, take](const boost::system::error_code& failed, std::size_t size) {
          if (failed) {
            stream.open = false;
            boost::system::error_code ignored;
            stream.descriptor.close(ignored);
            return;
          }
          take(std::string_view(stream.buffer.data(), size));
          read_on(stream, take);
        });
  }

  void begin_reading(Stream& stream, Pipe& pipe, std::function<void(std::string_view)> take) {
    if (pipe.reading.get() < 0) return;
    stream.descriptor.assign(pipe.reading.release());
    stream.open = true;
    read_on(stream, std::move(take));
  }

  // Reads whatever the child writes, and waits for its end.
  void listen(Wiring& wiring) {
    if (wiring.input.writing.get() >= 0) input.assign(wiring.input.writing.release());
    begin_reading(output, wiring.output,
                  [this](std::string_view piece) { take_output(piece, only_output); });
    begin_reading(errors, wiring.errors,
                  [this](std::string_view piece) { take_output(piece, only_errors); });
    begin_reading(events, wiring.events,
                  [this](std::string_view piece) { event_bytes.append(piece); });
    process->async_wait([this](const boost::system::error_code&, int) {
      status = from_wait_status(process->native_exit_code());
    });
  }

  bool all_read() const { return !events.open && !output.open && !errors.open; }

  // Runs the loop until `done`, the deadline or a request to stop; true when done.
  template <class Done>
  bool run_until(Done done, const Deadline& deadline, const Interrupt* interrupt) {
    if (interrupt != nullptr && !wake.is_open()) {
      wake.assign(::fcntl(interrupt->descriptor(), F_DUPFD_CLOEXEC, 64));
      wake.async_wait(asio::posix::stream_descriptor::wait_read,
                      [](const boost::system::error_code&) {});
    }
    while (!done()) {
      if (interrupt != nullptr && interrupt->requested()) return false;
      if (deadline.passed()) return false;
      if (context.stopped()) context.restart();
      context.run_one_until(deadline.at());
    }
    return true;
  }
};

Child::Child(std::unique_ptr<State> state) : state_(std::move(state)) {}
Child::Child(Child&&) noexcept = default;

Child& Child::operator=(Child&& other) noexcept {
  if (this != &other) {
    stop();
    state_ = std::move(other.state_);
  }
  return *this;
}

Child::~Child() { stop(); }

Result<Child> Child::start(const Command& command, const Lifeline& lifeline) {
  auto wiring = wire(command, lifeline);
  if (!wiring) return wiring.error();
  auto state = std::make_unique<State>(command.output_limit);
  auto process = launch_self(state->context, supervisor_words(command), command.environment,
                             command.directory, wiring->passed);
  if (!process) return process.error();
  state->process.emplace(std::move(*process));
  state->pid = static_cast<int>(state->process->id());
  state->listen(*wiring);
  return Child(std::move(state));
}

bool Child::send_line(std::string_view line) {
  if (!state_->input.is_open()) return false;
  std::string bytes(line);
  bytes += '\n';
  std::size_t sent = 0;
  while (sent < bytes.size()) {
    boost::system::error_code failed;
    sent +=
        state_->input.write_some(asio::buffer(bytes.data() + sent, bytes.size() - sent), failed);
    if (failed) return false;
  }
  return true;
}

LineResult Child::next_line(std::string& line, const Deadline& deadline,
                            const Interrupt& interrupt) {
  std::size_t end = std::string::npos;
  std::size_t searched = 0;
  const auto have_line = [&] {
    end = state_->event_bytes.find('\n', searched);
    searched = state_->event_bytes.size();
    return end != std::string::npos || !state_->events.open;
  };
  if (!state_->run_until(have_line, deadline, &interrupt)) {
    return interrupt.requested() ? LineResult::interrupted : LineResult::deadline;
  }
  if (end == std::string::npos) return LineResult::ended;
  line.assign(state_->event_bytes, 0, end);
  state_->event_bytes.erase(0, end + 1);
  return LineResult::line;
}

std::optional<ExitStatus> Child::wait(const Deadline& deadline, const Interrupt& interrupt) {
  const auto ended = [this] { return state_->status.has_value() && state_->all_read(); };
  if (!state_->run_until(ended, deadline, &interrupt)) return std::nullopt;
  return state_->status;
}

bool Child::running() {
  if (state_->context.stopped()) state_->context.restart();
  state_->context.poll();
  return !state_->status.has_value();
}

void Child::stop() noexcept {
  if (!state_ || state_->released || !state_->process || state_->status) return;
  ::kill(supervisor_pid(), SIGTERM);
  // The supervisor always ends: after its grace it kills, and a kill cannot be refused.
  const auto ended = [this] { return state_->status.has_value(); };
  state_->run_until(ended, Deadline(std::chrono::seconds(30)), nullptr);
}

void Child::release() {
  ::kill(supervisor_pid(), SIGUSR1);
  state_->process->detach();
  state_->released = true;
}

int Child::supervisor_pid() const { return state_->pid; }

std::string Child::output() const { return state_->everything.text(); }

std::string Child::take_output() {
  if (state_->context.stopped()) state_->context.restart();
  state_->context.poll();
  std::string text = state_->since_taken.text();
  state_->since_taken.clear();
  return text;
}

Completed Child::completed() const {
  return {state_->status.value_or(ExitStatus{}), state_->only_output.text(),
          state_->only_errors.text()};
}

void Child::on_output(std::function<void(std::string_view)> listener) {
  state_->listener = std::move(listener);
}

Result<Completed> run(const Command& command, const Lifeline& lifeline, const Deadline& deadline,
                      const Interrupt& interrupt) {
  auto child = Child::start(command, lifeline);
  if (!child) return child.error();
  const auto status = child->wait(deadline, interrupt);
  if (status) return child->completed();
  if (interrupt.requested()) return Error{ErrorCode::interrupted, "interrupted", ""};
  return Error{ErrorCode::infrastructure,
               fmt::format("{} did not end in time", fmt::join(command.argv, " ")), ""};
}

}  // namespace gate

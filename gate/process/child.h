// A child process under supervision: nothing of it outlives it or the gate.
//
// Every child runs below a supervisor (supervisor.h), in a session of its own. When the child
// ends, is stopped, or the gate is gone (even by SIGKILL), the supervisor kills every descendant,
// daemons that left the process group included. This file and child.cpp are the only users of
// Boost.Process. Waits take a Deadline and an Interrupt; none is endless.
#pragma once

#include <csignal>
#include <filesystem>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "gate/core/deadline.h"
#include "gate/core/error.h"
#include "gate/process/interrupt.h"

namespace gate {

class Lifeline;

// A user to drop to; only root can.
struct UserIdentity {
  std::string name;
  unsigned uid = 0;
  unsigned gid = 0;
};

struct Command {
  std::vector<std::string> argv;         // argv[0]: a path, or a name to be found on PATH
  std::vector<std::string> environment;  // NAME=VALUE, all of it
  std::filesystem::path directory;       // empty: the gate's own
  std::optional<UserIdentity> user;      // run as this user
  std::filesystem::path input_file;      // stdin from this file; empty: /dev/null
  bool takes_lines = false;              // stdin is a pipe for send_line()
  bool gives_events = false;             // descriptor 3 is a pipe read by next_line()
  std::filesystem::path output_file;     // stdout and stderr appended here instead of captured
  int stop_signal = SIGKILL;             // what stop() sends first
  Clock::duration stop_grace{};          // how long it may take to end from stop_signal
  std::size_t output_limit = 1 << 20;    // how many of the last bytes of its output are kept
};

// How a process ended.
struct ExitStatus {
  int code = 0;    // exit status, where it exited
  int signal = 0;  // the signal that killed it, 0 none
  bool success() const { return code == 0 && signal == 0; }
};
// "exit status 1", "killed by signal 9 (SIGKILL)"
std::string describe(const ExitStatus& status);

enum class LineResult { line, ended, deadline, interrupted };

struct Completed {
  ExitStatus status;
  std::string standard_output;  // its last bytes, as many as the command's limit
  std::string standard_error;   // the same
};

class Child {
 public:
  // Starts the command. An Error (infrastructure) when it cannot be started at all; a command
  // that is not found is told by its exit status 127.
  static Result<Child> start(const Command& command, const Lifeline& lifeline);
  Child(Child&&) noexcept;
  Child& operator=(Child&&) noexcept;
  ~Child();  // stops it

  // Writes one line to its stdin. False when it no longer reads.
  bool send_line(std::string_view line);
  // The next line from descriptor 3; output is drained meanwhile. `ended`: the child is gone and
  // all it wrote has been given.
  LineResult next_line(std::string& line, const Deadline& deadline, const Interrupt& interrupt);
  // Its exit status, or nothing when the deadline passed or a stop was asked for.
  std::optional<ExitStatus> wait(const Deadline& deadline, const Interrupt& interrupt);
  // True while it has not ended (does not block).
  bool running();
  // Ends it and all its descendants: stop_signal, the grace, SIGKILL. Returns when they are gone.
  void stop() noexcept;
  // Lets it live on after the gate (--keep); the supervisor then ends on SIGTERM only.
  void release();
  // The supervisor's process id: SIGTERM to it ends the child and all its descendants.
  int supervisor_pid() const;

  // The last bytes of what it printed to stdout and stderr, in the order printed.
  std::string output() const;
  // Only what came after the last call of this: one step's share of the output.
  std::string take_output();
  // How it ended and what it printed; of use once it has ended.
  Completed completed() const;
  // Called with each piece of output as it comes (--verbose).
  void on_output(std::function<void(std::string_view)> listener);

 private:
  struct State;
  explicit Child(std::unique_ptr<State> state);
  std::unique_ptr<State> state_;
};

// Runs a command to its end. An Error when it cannot start, when the deadline passes (it is then
// killed; the message names the command) or a stop is asked for.
Result<Completed> run(const Command& command, const Lifeline& lifeline, const Deadline& deadline,
                      const Interrupt& interrupt);

// The full path of a program as PATH in `environment` has it; empty where there is none.
std::string find_program(std::string_view name, const std::vector<std::string>& environment);
// The environment of this process, NAME=VALUE.
std::vector<std::string> own_environment();

}  // namespace gate

#include "gate/pipeline/watch.h"

#include <fcntl.h>
#include <signal.h>
#include <sys/prctl.h>
#include <unistd.h>

#include <algorithm>
#include <cstring>
#include <thread>

#include "gate/postgres/cluster.h"
#include "gate/postgres/data_directory.h"
#include "gate/process/run_directory.h"

namespace gate {
namespace {

namespace fs = std::filesystem;
using namespace std::chrono_literals;

constexpr auto time_for_one_run = 20s;

void remove_shared_memory_below(const fs::path& folder) {
  std::error_code failed;
  for (const auto& entry : fs::directory_iterator(folder, failed)) {
    if (entry.is_directory(failed)) remove_shared_memory(entry.path() / "data");
  }
}

// Dying processes may still write into the folder, so it is gone only when it stays away.
void remove_for_good(const fs::path& folder) {
  const Deadline deadline(4s);
  for (int quiet = 0; quiet < 4 && !deadline.passed();) {
    quiet = remove_folder(folder) ? quiet + 1 : 0;
    std::this_thread::sleep_for(25ms);
  }
}

void clear_up(const fs::path& folder, const Lifeline& lifeline, const Interrupt& interrupt) {
  const auto left = undo(read_manifest(folder), lifeline, Deadline(time_for_one_run), interrupt);
  // A container that could not be removed keeps its record, for the next run to try again. What
  // is on a given server needs none: its databases name this folder, and once it is gone the next
  // run there drops them.
  const auto is_container = [](const Leftover& one) { return one.kind == "container"; };
  if (std::any_of(left.begin(), left.end(), is_container)) return;
  remove_shared_memory_below(folder);
  remove_for_good(folder);
}

void wait_for_the_end_of(int lifeline) {
  char byte = 0;
  while (::read(lifeline, &byte, 1) < 0 && errno == EINTR) {
  }
}

// Nothing that ends the gate or its terminal may end the watcher with it.
void outlive_everything() {
  ::setsid();
  ::prctl(PR_SET_NAME, "watcher");
  for (const int signal : {SIGHUP, SIGINT, SIGTERM, SIGQUIT, SIGPIPE}) ::signal(signal, SIG_IGN);
}

}  // namespace

std::optional<int> watch_if_asked(int argc, char** argv) {
  if (argc != 3 || std::strcmp(argv[1], "__watch") != 0) return std::nullopt;
  const fs::path folder = argv[2];
  outlive_everything();
  wait_for_the_end_of(STDIN_FILENO);
  std::error_code failed;
  if (!fs::exists(folder, failed) || fs::exists(folder / ".kept", failed)) return 0;
  const Lifeline lifeline;
  const Interrupt interrupt;
  // Supervisors stop their children on the same signal; what is left after that is ours.
  clear_up(folder, lifeline, interrupt);
  return 0;
}

void sweep(const Lifeline& lifeline, const Interrupt& interrupt) {
  for (const fs::path& folder : dead_run_directories()) clear_up(folder, lifeline, interrupt);
}

}  // namespace gate

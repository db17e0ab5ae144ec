#include "gate/process/supervisor.h"

#include <fcntl.h>
#include <grp.h>
#include <poll.h>
#include <signal.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/signalfd.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cstdlib>
#include <cstring>
#include <fstream>
#include <string>

#include "gate/core/deadline.h"

namespace gate {
namespace {

constexpr int events_in_child = 3;
constexpr int first_own_descriptor = 10;

// The words between "__supervise" and "--", in the order child.cpp writes them.
struct Order {
  int lifeline;
  unsigned uid;
  unsigned gid;
  bool drop;
  int stop_signal;
  std::chrono::milliseconds grace;
  char** program;
};

std::optional<Order> read_order(int argc, char** argv) {
  if (argc < 9 || std::strcmp(argv[1], "__supervise") != 0) return std::nullopt;
  Order order{};
  order.lifeline = std::atoi(argv[2]);
  order.drop = std::strcmp(argv[3], "-") != 0;
  order.uid = static_cast<unsigned>(std::strtoul(argv[3], nullptr, 10));
  order.gid = static_cast<unsigned>(std::strtoul(argv[4], nullptr, 10));
  order.stop_signal = std::atoi(argv[5]);
  order.grace = std::chrono::milliseconds(std::atol(argv[6]));
  order.program = argv + 8;
  return order;
}

bool drop_privileges(const Order& order) {
  const gid_t group = order.gid;
  return ::setgroups(1, &group) == 0 && ::setgid(order.gid) == 0 && ::setuid(order.uid) == 0;
}

[[noreturn]] void become_program(const Order& order) {
  sigset_t none;
  sigemptyset(&none);
  ::sigprocmask(SIG_SETMASK, &none, nullptr);
  ::signal(SIGPIPE, SIG_DFL);
  if (order.drop && !drop_privileges(order)) ::_exit(126);
  // Should somebody kill the supervisor itself, the child goes with it.
  ::prctl(PR_SET_PDEATHSIG, order.stop_signal);
  ::execvp(order.program[0], order.program);
  const std::string message = std::string(order.program[0]) + ": " + std::strerror(errno) + "\n";
  (void)!::write(STDERR_FILENO, message.data(), message.size());
  ::_exit(127);
}

// The child's pipes are the child's: held here too, their readers would never see their end.
void let_go_of_pipes() {
  const int null = ::open("/dev/null", O_RDWR | O_CLOEXEC);
  for (int descriptor = 0; descriptor < 3; ++descriptor) ::dup2(null, descriptor);
  ::close(null);
  ::close(events_in_child);
}

void kill_children() {
  const std::string self = std::to_string(::getpid());
  std::ifstream children("/proc/self/task/" + self + "/children");
  pid_t pid = 0;
  while (children >> pid) ::kill(pid, SIGKILL);
}

// Orphans of a killed child become our own children, so killing children until there are none
// reaches every descendant.
void kill_descendants() {
  for (;;) {
    kill_children();
    pid_t reaped = 0;
    while ((reaped = ::waitpid(-1, nullptr, WNOHANG)) > 0) {
    }
    if (reaped < 0 && errno == ECHILD) return;
    ::usleep(500);
  }
}

// Reaps what has ended; true when the child itself was among it.
bool reap(pid_t child, int& status) {
  bool ended = false;
  int one = 0;
  for (pid_t pid = 0; (pid = ::waitpid(-1, &one, WNOHANG)) > 0;) {
    if (pid != child) continue;
    status = one;
    ended = true;
  }
  return ended;
}

// Waits for the child's own end within the grace that its stop signal gives it.
void stop_child(pid_t child, const Order& order, int signals, int& status) {
  ::kill(child, order.stop_signal);
  const Deadline deadline(order.grace);
  while (!reap(child, status) && !deadline.passed()) {
    pollfd watched{signals, POLLIN, 0};
    const auto left = std::chrono::duration_cast<std::chrono::milliseconds>(deadline.left());
    if (::poll(&watched, 1, static_cast<int>(left.count()) + 1) > 0) {
      signalfd_siginfo info{};
      (void)!::read(signals, &info, sizeof info);
    }
  }
}

// Until the child ends, a stop is asked for, or the gate is gone.
void watch_over(pid_t child, const Order& order, int signals, int& status) {
  pollfd watched[2] = {{signals, POLLIN, 0}, {order.lifeline, POLLIN, 0}};
  nfds_t count = 2;
  for (;;) {
    if (::poll(watched, count, -1) < 0) continue;
    // Signals first: a gate that says SIGUSR1 and goes has said it before it went.
    if (watched[0].revents == 0) return stop_child(child, order, signals, status);
    signalfd_siginfo info{};
    if (::read(signals, &info, sizeof info) != sizeof info) continue;
    if (info.ssi_signo == SIGTERM) return stop_child(child, order, signals, status);
    if (info.ssi_signo == SIGUSR1) count = 1;
    if (info.ssi_signo == SIGCHLD && reap(child, status)) return;
  }
}

// Ends as the child ended, so that the wait status is the child's own.
int end_as(int status) {
  if (!WIFSIGNALED(status)) return WEXITSTATUS(status);
  const rlimit no_core{0, 0};
  ::setrlimit(RLIMIT_CORE, &no_core);
  const int signal = WTERMSIG(status);
  ::signal(signal, SIG_DFL);
  sigset_t none;
  sigemptyset(&none);
  ::sigprocmask(SIG_SETMASK, &none, nullptr);
  ::raise(signal);
  return 128 + signal;
}

int supervise(const Order& order) {
  ::setsid();
  ::prctl(PR_SET_CHILD_SUBREAPER, 1);
  ::prctl(PR_SET_NAME, "supervisor");
  ::fcntl(order.lifeline, F_SETFD, FD_CLOEXEC);
  sigset_t set;
  sigfillset(&set);
  ::sigprocmask(SIG_SETMASK, &set, nullptr);
  sigemptyset(&set);
  for (const int signal : {SIGTERM, SIGUSR1, SIGCHLD}) sigaddset(&set, signal);
  // Off the low numbers, which are the child's.
  const int signals =
      ::fcntl(::signalfd(-1, &set, SFD_CLOEXEC), F_DUPFD_CLOEXEC, first_own_descriptor);
  const pid_t child = ::fork();
  if (child < 0) return 126;
  if (child == 0) become_program(order);
  let_go_of_pipes();
  int status = 0;
  watch_over(child, order, signals, status);
  kill_descendants();
  return end_as(status);
}

}  // namespace

std::optional<int> supervise_if_asked(int argc, char** argv) {
  const auto order = read_order(argc, argv);
  if (!order) return std::nullopt;
  return supervise(*order);
}

}  // namespace gate

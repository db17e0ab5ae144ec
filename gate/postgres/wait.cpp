#include "gate/postgres/wait.h"

#include <poll.h>

#include <array>
#include <limits>

namespace gate {
namespace {

// Rounded up, so that a wait never turns into spinning over its last fraction of a millisecond.
int timeout_of(Clock::duration left) {
  const auto whole = std::chrono::ceil<std::chrono::milliseconds>(left).count();
  return static_cast<int>(std::min<decltype(whole)>(whole, std::numeric_limits<int>::max()));
}

}  // namespace

Woken wait_for(int descriptor, short events, const Deadline& deadline, const Interrupt& interrupt) {
  for (;;) {
    if (interrupt.requested()) return Woken::interrupted;
    if (deadline.passed()) return Woken::deadline;
    // poll(2) ignores a negative descriptor.
    std::array<pollfd, 2> watched{{{descriptor, events, 0}, {interrupt.descriptor(), POLLIN, 0}}};
    ::poll(watched.data(), watched.size(), timeout_of(deadline.left()));
    if (interrupt.requested()) return Woken::interrupted;
    if (watched[0].revents != 0) return Woken::ready;
  }
}

Woken pause_for(Clock::duration time, const Deadline& deadline, const Interrupt& interrupt) {
  const Woken woken = wait_for(-1, 0, deadline.at_most(time), interrupt);
  return woken == Woken::deadline && !deadline.passed() ? Woken::ready : woken;
}

}  // namespace gate

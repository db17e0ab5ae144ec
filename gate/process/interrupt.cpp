#include "gate/process/interrupt.h"

#include <poll.h>
#include <signal.h>
#include <sys/epoll.h>
#include <sys/eventfd.h>
#include <sys/signalfd.h>
#include <unistd.h>

#include <cstdint>
#include <system_error>

namespace gate {
namespace {

// Waits for signals until asked to stop; the first one is passed on, the second one is final.
void listen(std::stop_token stop, int signals, int wake, Interrupt& interrupt) {
  pollfd watched[2] = {{signals, POLLIN, 0}, {wake, POLLIN, 0}};
  while (!stop.stop_requested()) {
    // Once the request is made the event stays readable, so only the signals are watched then.
    const nfds_t count = interrupt.requested() ? 1 : 2;
    if (::poll(watched, count, interrupt.requested() ? 100 : -1) <= 0) continue;
    signalfd_siginfo info{};
    if ((watched[0].revents & POLLIN) == 0) continue;
    if (::read(signals, &info, sizeof info) != sizeof info) continue;
    const int signal = static_cast<int>(info.ssi_signo);
    if (interrupt.requested()) ::_exit(128 + signal);
    interrupt.request(signal);
  }
}

}  // namespace

Interrupt::Interrupt() : event_(::eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK)) {
  if (event_ < 0) {
    throw std::system_error(errno, std::generic_category(), "cannot make an eventfd");
  }
}

Interrupt::Interrupt(const Interrupt* parent) : Interrupt() {
  parent_ = parent;
  both_ = ::epoll_create1(EPOLL_CLOEXEC);
  if (both_ < 0) throw std::system_error(errno, std::generic_category(), "cannot make an epoll");
  for (const int one : {event_, parent->descriptor()}) {
    epoll_event wanted{EPOLLIN, {}};
    ::epoll_ctl(both_, EPOLL_CTL_ADD, one, &wanted);
  }
}

Interrupt::~Interrupt() {
  if (listener_.joinable()) {
    listener_.request_stop();
    const std::uint64_t one = 1;
    (void)!::write(event_, &one, sizeof one);
    listener_.join();
  }
  if (signals_ >= 0) ::close(signals_);
  if (both_ >= 0) ::close(both_);
  ::close(event_);
}

int Interrupt::signal() const {
  const int own = signal_.load();
  return own != 0 || parent_ == nullptr ? own : parent_->signal();
}

void Interrupt::watch_signals() {
  ::signal(SIGPIPE, SIG_IGN);
  sigset_t set;
  sigemptyset(&set);
  for (const int signal : {SIGINT, SIGTERM, SIGHUP}) sigaddset(&set, signal);
  ::pthread_sigmask(SIG_BLOCK, &set, nullptr);
  signals_ = ::signalfd(-1, &set, SFD_CLOEXEC);
  if (signals_ < 0) {
    throw std::system_error(errno, std::generic_category(), "cannot watch for signals");
  }
  listener_ = std::jthread(
      [this](std::stop_token stop) { listen(std::move(stop), signals_, event_, *this); });
}

void Interrupt::request(int signal) {
  int none = 0;
  signal_.compare_exchange_strong(none, signal);
  const std::uint64_t one = 1;
  (void)!::write(event_, &one, sizeof one);
}

}  // namespace gate

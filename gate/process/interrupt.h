// The wish to stop, from a signal, in a form that every wait can watch.
//
// One value made in main and passed down by reference; a wait that cannot be woken by it does not
// belong in gate.
#pragma once

#include <atomic>
#include <thread>

namespace gate {

class Interrupt {
 public:
  Interrupt();
  ~Interrupt();
  Interrupt(const Interrupt&) = delete;
  Interrupt& operator=(const Interrupt&) = delete;

  // Blocks SIGINT, SIGTERM and SIGHUP in the calling thread (and so in all made after it) and
  // turns the first of them into a request to stop; a second one ends the process at once, the
  // watcher clears up. SIGPIPE is ignored. To be called once, before any other thread is made.
  void watch_signals();

  // Asks for a stop, as the signal given would.
  void request(int signal);

  bool requested() const { return signal_.load() != 0; }
  // The signal that asked, 0 for none.
  int signal() const { return signal_.load(); }
  // A descriptor that is readable from the request on, for poll().
  int descriptor() const { return event_; }

 private:
  int event_;
  int signals_ = -1;
  std::atomic<int> signal_{0};
  std::jthread listener_;
};

}  // namespace gate

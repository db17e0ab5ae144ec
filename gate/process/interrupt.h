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
  // One that a part of the work can be stopped by; a stop of the whole (`parent`) stops it too.
  explicit Interrupt(const Interrupt* parent);
  ~Interrupt();
  Interrupt(const Interrupt&) = delete;
  Interrupt& operator=(const Interrupt&) = delete;

  // Blocks SIGINT, SIGTERM and SIGHUP in the calling thread (and so in all made after it) and
  // turns the first of them into a request to stop; a second one ends the process at once, the
  // watcher clears up. SIGPIPE is ignored. To be called once, before any other thread is made.
  void watch_signals();

  // Asks for a stop, as the signal given would.
  void request(int signal);

  bool requested() const { return signal() != 0; }
  // The signal that asked, 0 for none.
  int signal() const;
  // A descriptor that is readable from the request on, for poll().
  int descriptor() const { return parent_ == nullptr ? event_ : both_; }

 private:
  const Interrupt* parent_ = nullptr;
  int event_;
  int both_ = -1;  // an epoll descriptor over the parent's and our own
  int signals_ = -1;
  std::atomic<int> signal_{0};
  std::jthread listener_;
};

}  // namespace gate

// A point in time by which something has to be done: computed once, passed down, never extended.
#pragma once

#include <algorithm>
#include <chrono>

namespace gate {

using Clock = std::chrono::steady_clock;
using Milliseconds = std::chrono::duration<double, std::milli>;

class Deadline {
 public:
  // Holds for the given time from now.
  explicit Deadline(Clock::duration from_now) : at_(Clock::now() + from_now) {}

  Clock::time_point at() const { return at_; }
  bool passed() const { return Clock::now() >= at_; }
  // The time left, never below zero.
  Clock::duration left() const { return std::max(at_ - Clock::now(), Clock::duration::zero()); }
  // The nearer of this one and the given time from now.
  Deadline at_most(Clock::duration from_now) const {
    Deadline nearer(from_now);
    nearer.at_ = std::min(nearer.at_, at_);
    return nearer;
  }

 private:
  Clock::time_point at_;
};

}  // namespace gate

// A pipe that closes when the gate is gone, however it went: the signal for every supervisor and
// for the watcher to clear up.
//
// The gate alone holds the writing end and never writes; whoever holds the reading end sees the
// end of file the moment the kernel has taken the gate away. While it lives it also keeps the low
// descriptor numbers taken that children are given: between fork and exec Boost.Process has a pipe
// of its own open, and setting up a child's descriptor of the same number would close it.
#pragma once

#include <vector>

namespace gate {

class Lifeline {
 public:
  Lifeline();
  ~Lifeline();
  Lifeline(const Lifeline&) = delete;
  Lifeline& operator=(const Lifeline&) = delete;

  // The end to hand to children; a high number, closed on exec unless passed on purpose.
  int reading_end() const { return reading_; }
  // Lets go of the writing end, as the gate's death would.
  void cut();

 private:
  int reading_ = -1;
  int writing_ = -1;
  std::vector<int> reserved_;  // the numbers that children's descriptors get
};

}  // namespace gate

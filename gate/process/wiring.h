// A child's descriptors: the pipes and files that a Command asks for, with the child's numbers.
//
// Internal to gate/process. Whatever is not moved out of it is closed with it, so the child's ends
// do not stay open in the gate.
#pragma once

#include <vector>

#include "gate/process/child.h"
#include "gate/process/launch.h"
#include "gate/process/lifeline.h"

namespace gate {

constexpr int lifeline_in_child = 9;

struct Wiring {
  Pipe input;   // the gate writes, where the command takes lines
  Pipe output;  // the gate reads, unless the output goes to a file
  Pipe errors;
  Pipe events;                    // the gate reads, where the command gives events
  std::vector<Descriptor> files;  // /dev/null and named files
  std::vector<Passed> passed;
};

// An Error (infrastructure) names the file that cannot be opened.
Result<Wiring> wire(const Command& command, const Lifeline& lifeline);

}  // namespace gate

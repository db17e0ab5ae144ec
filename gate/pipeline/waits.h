// What a step whose time is up was doing on the server, or waiting for: asked while it still is.
//
// It looks and never ends anything.
#pragma once

#include <optional>
#include <string>

#include "gate/postgres/connection.h"

namespace gate {

struct Wait {
  std::string statement;  // what the session executes
  std::string reason;     // in words: what it waits for, and who is in the way; empty: nothing
};

// The session of this database that is held up longest; nothing where none executes anything, or
// the server does not say so within two seconds.
std::optional<Wait> longest_wait(const ConnectionFacts& facts, const Interrupt& interrupt);

// What it was, in the evidence of the step that was ended.
void add_wait(const Wait& wait, StepEvidence& seen);

}  // namespace gate

#include <algorithm>

#include "gate/postgres/cluster.h"
#include "gate/postgres/engine.h"
#include "gate/postgres/given_cleanup.h"
#include "gate/postgres/wait.h"

namespace gate {
namespace {

using namespace std::chrono_literals;

// A client that died with its gate may have left the engine at work on what it had asked for: a
// container that is not there can still come.
bool undo_container(const Leftover& leftover, const Lifeline& lifeline, const Deadline& deadline,
                    const Interrupt& interrupt) {
  const Engine engine(leftover.engine, lifeline);
  // The gate may have died while it was removing it: the engine then refuses a second removal
  // until it is done with the first.
  for (int tries = 0; !remove_container(engine, leftover.name, deadline, interrupt); ++tries) {
    if (tries == 5) return false;
    pause_for(300ms, deadline, interrupt);
  }
  pause_for(1s, deadline, interrupt);
  return remove_container(engine, leftover.name, deadline, interrupt);
}

bool undo_one(const Leftover& leftover, const Lifeline& lifeline, const Deadline& deadline,
              const Interrupt& interrupt) {
  if (leftover.kind == "container") return undo_container(leftover, lifeline, deadline, interrupt);
  if (leftover.kind == "database" || leftover.kind == "given-roles") {
    return undo_on_given_server(leftover, deadline, interrupt);
  }
  return false;
}

}  // namespace

std::vector<Leftover> undo(const std::vector<Leftover>& leftovers, const Lifeline& lifeline,
                           const Deadline& deadline, const Interrupt& interrupt) {
  std::vector<Leftover> left;
  // The last made is the first undone: databases before the roles that own what is in them.
  std::copy_if(leftovers.rbegin(), leftovers.rend(), std::back_inserter(left),
               [&](const Leftover& one) { return !undo_one(one, lifeline, deadline, interrupt); });
  return left;
}

}  // namespace gate

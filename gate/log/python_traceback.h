// What a Python traceback in a process's output says: the exceptions and the frames.
//
// Text patterns are for logs only. Nothing here knows Alembic or PostgreSQL.
#pragma once

#include <cstddef>
#include <string_view>
#include <vector>

#include "gate/core/evidence.h"

namespace gate {

struct Traceback {
  std::vector<ExceptionLink> chain;  // outermost first, as Failure has it
  std::vector<SourcePlace> frames;   // of all tracebacks in the chain, innermost last
  std::size_t begin = 0;             // where in the text the first of the chain begins
  bool empty() const { return chain.empty(); }
};

// The last traceback in the text, with those it was chained to
// ("The above exception was the direct cause ...", "During handling of ...").
Traceback last_traceback(std::string_view text);

}  // namespace gate

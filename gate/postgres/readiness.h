// Waiting for a server that has just been started: by connecting to it, never by reading its log.
#pragma once

#include <functional>

#include "gate/postgres/connection.h"

namespace gate {

// Connects again and again, with growing pauses, until the server lets us in. Anything but "not
// yet" ends it: a refusal, the deadline, an interruption, or `ended`, which is asked between two
// tries and says when the server is gone. The connection lives until `life`.
QueryOutcome<Connection> connect_when_ready(const ConnectionFacts& facts, const Deadline& ready_by,
                                            const Deadline& life, const Interrupt& interrupt,
                                            const std::function<bool()>& ended);

}  // namespace gate

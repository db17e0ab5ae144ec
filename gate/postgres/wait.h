// Waiting that a deadline ends and a signal wakes: under every wait on a socket or a pause here.
#pragma once

#include "gate/core/deadline.h"
#include "gate/process/interrupt.h"

namespace gate {

enum class Woken { ready, deadline, interrupted };

// Until the descriptor has one of poll(2)'s `events`.
Woken wait_for(int descriptor, short events, const Deadline& deadline, const Interrupt& interrupt);
// Until the time is over (`ready`).
Woken pause_for(Clock::duration time, const Deadline& deadline, const Interrupt& interrupt);

}  // namespace gate

// The small process between the gate and each of its children.
//
// It makes itself a session leader and the subreaper of all its descendants
// (prctl(2), PR_SET_CHILD_SUBREAPER), so that a daemon which double-forks is handed to it and not
// to init. It ends with the child's own status when the child ends; on SIGTERM, or when the
// lifeline closes, it stops the child. Either way it leaves no descendant alive. SIGUSR1 makes it
// ignore the lifeline from then on (--keep). It reports nothing and decides nothing else.
#pragma once

#include <optional>

namespace gate {

// Runs as supervisor where argv asks for it ("__supervise" ...) and gives the exit code; nothing
// when argv is an ordinary command line. To be called first thing in main, by tests too.
std::optional<int> supervise_if_asked(int argc, char** argv);

}  // namespace gate

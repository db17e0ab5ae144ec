// The exit codes of gate, and which one wins when several hold.
//
// Interface (design.md, "Interface that others rely on"): 0 pass, 1 findings, 2 usage or
// declaration, 3 environment or wrong database, 4 a bug of ours, 128+signal when interrupted.
#pragma once

namespace gate {

enum class ExitCode {
  pass = 0,
  findings = 1,
  usage = 2,
  environment = 3,
  internal = 4,
  hangup = 129,       // SIGHUP
  interrupted = 130,  // SIGINT
  terminated = 143,   // SIGTERM
};

// The code that is to be told when both hold: an interruption before 4 before 2 before 3 before 1.
ExitCode worse(ExitCode left, ExitCode right);

}  // namespace gate

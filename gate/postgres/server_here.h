// Which PostgreSQL a run would take on this machine. Only looks: starts no server or container and
// pulls no image. An engine or a program that does not answer soon counts as one that is not there.
#pragma once

#include "gate/core/version_report.h"
#include "gate/postgres/cluster.h"

namespace gate {

ServerHere server_here(const ServerOptions& options, const Lifeline& lifeline,
                       const Deadline& deadline, const Interrupt& interrupt);

}  // namespace gate

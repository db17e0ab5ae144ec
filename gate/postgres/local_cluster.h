// A server of our own from this machine's packages, on a port of 127.0.0.1 and nothing else.
//
// Its data directory and log are in the run directory, its processes below a supervisor: the gate's
// end is its end.
#pragma once

#include "gate/postgres/cluster.h"

namespace gate {

// `why` goes into its facts.
Result<std::unique_ptr<Cluster>> start_local_cluster(const ServerOptions& options,
                                                     RunContext& context, const std::string& why);

}  // namespace gate

// A server that somebody gives for the purpose, such as a CI service container: databases of our
// own in it, dropped afterwards with the roles that came meanwhile.
#pragma once

#include "gate/postgres/cluster.h"

namespace gate {

Result<std::unique_ptr<Cluster>> start_given_cluster(const ServerOptions& options,
                                                     RunContext& context);

}  // namespace gate

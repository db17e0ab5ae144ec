// A server of our own in a container, at a port of 127.0.0.1 that the engine chose.
#pragma once

#include "gate/postgres/cluster.h"
#include "gate/postgres/image.h"

namespace gate {

// `why` goes into its facts.
Result<std::unique_ptr<Cluster>> start_container_cluster(const ServerOptions& options,
                                                         const Image& image, RunContext& context,
                                                         const std::string& why);

}  // namespace gate

#include "gate/pipeline/boot.h"

#include <csignal>

namespace gate {

Boot::Boot(const Declaration& declaration, const RunOptions& options,
           const RunSurroundings& surroundings, const Deadline& deadline)
    : called_off_(&surroundings.interrupt) {
  ServerOptions server = options.server;
  server.major_version = declaration.postgres;
  RunContext context{surroundings.directory, surroundings.lifeline, called_off_, deadline,
                     declaration.tree};
  cluster_ = std::async(std::launch::async, [server = std::move(server), context]() mutable {
    return start_cluster(server, context);
  });
}

Boot::~Boot() {
  if (!cluster_.valid()) return;
  called_off_.request(SIGTERM);
  cluster_.wait();
}

Result<std::unique_ptr<Cluster>> Boot::take() { return cluster_.get(); }

}  // namespace gate

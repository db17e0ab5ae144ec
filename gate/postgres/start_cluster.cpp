#include "gate/postgres/cluster.h"
#include "gate/postgres/local_cluster.h"

namespace gate {

Result<std::unique_ptr<Cluster>> start_cluster(const ServerOptions& options, RunContext& context) {
  return start_local_cluster(options, context, "asked for");
}

std::vector<Leftover> undo(const std::vector<Leftover>& leftovers, const Lifeline&, const Deadline&,
                           const Interrupt&) {
  return leftovers;
}

}  // namespace gate

#include "gate/pipeline/boot.h"

#include <csignal>

#include "gate/pipeline/reliability_issue.h"

namespace gate {
namespace {

constexpr int tries = 2;

// A start that failed for the infrastructure's sake is tried once more (runbook, decision tree);
// only a start, since a migration that ran may have left something behind.
Result<std::unique_ptr<Cluster>> start_with_retry(const ServerOptions& server, RunContext& context,
                                                  const std::function<void(const Error&)>& tell) {
  for (int done = 1;; ++done) {
    auto started = start_cluster(server, context);
    if (started || started.error().code != ErrorCode::infrastructure) return started;
    if (done == tries || context.deadline.passed() || context.interrupt.requested()) {
      Error error = started.error();
      error.tree = context.name;
      error.issue = reliability_issue(error, done);
      return error;
    }
    tell(started.error());
  }
}

}  // namespace

Boot::Boot(const Declaration& declaration, const RunOptions& options,
           const RunSurroundings& surroundings, const Deadline& deadline)
    : called_off_(&surroundings.interrupt) {
  ServerOptions server = options.server;
  server.declared_version = declaration.postgres;
  RunContext context{surroundings.directory, surroundings.lifeline, called_off_, deadline,
                     declaration.tree};
  const auto tell = [&surroundings, &declaration](const Error& error) {
    surroundings.listener.note(declaration.title,
                               "the server did not start, trying once more: " +
                                   error.message.substr(0, error.message.find('\n')));
  };
  cluster_ = std::async(std::launch::async, [server = std::move(server), context, tell]() mutable {
    return start_with_retry(server, context, tell);
  });
}

Boot::~Boot() {
  if (!cluster_.valid()) return;
  called_off_.request(SIGTERM);
  cluster_.wait();
}

Result<std::unique_ptr<Cluster>> Boot::take() { return cluster_.get(); }

}  // namespace gate

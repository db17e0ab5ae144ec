#include <fmt/format.h>

#include "gate/postgres/cluster.h"
#include "gate/postgres/container_cluster.h"
#include "gate/postgres/given_cluster.h"
#include "gate/postgres/local_cluster.h"

namespace gate {
namespace {

using namespace std::chrono_literals;

// Who asks for a container waits for its image; who did not ask would rather have another kind.
constexpr auto time_to_pull = 10min;
constexpr auto time_to_pull_unasked = 60s;

Result<std::unique_ptr<Cluster>> start_container(const ServerOptions& options,
                                                 RunContext& context) {
  const auto image = find_image(options, context, time_to_pull);
  if (!image) return image.error();
  return start_container_cluster(options, *image, context,
                                 "asked for with --server container; " + image->how);
}

Error neither(const Error& no_container, const Error& no_local) {
  return Error{ErrorCode::no_server, fmt::format("{}; {}", no_container.message, no_local.message),
               fmt::format("{} {}", no_container.hint, no_local.hint)};
}

Result<std::unique_ptr<Cluster>> start_what_there_is(const ServerOptions& options,
                                                     RunContext& context) {
  Error no_container;
  if (const auto image = find_image(options, context, time_to_pull_unasked)) {
    auto started = start_container_cluster(options, *image, context, image->how);
    if (started) return started;
    no_container = started.error();
  } else {
    no_container = image.error();
  }
  if (no_container.code == ErrorCode::interrupted) return no_container;
  auto started = start_local_cluster(options, context, no_container.message);
  if (started || started.error().code != ErrorCode::no_server) return started;
  return neither(no_container, started.error());
}

}  // namespace

Result<std::unique_ptr<Cluster>> start_cluster(const ServerOptions& options, RunContext& context) {
  switch (options.choice) {
    case ServerChoice::local:
      return start_local_cluster(options, context, "asked for with --server local");
    case ServerChoice::container:
      return start_container(options, context);
    case ServerChoice::given:
      return start_given_cluster(options, context);
    case ServerChoice::automatic:
      break;
  }
  return start_what_there_is(options, context);
}

}  // namespace gate

#include "gate/postgres/container_cluster.h"

#include <fmt/format.h>

#include "gate/postgres/administration.h"
#include "gate/postgres/container.h"
#include "gate/postgres/container_origin.h"
#include "gate/postgres/own_cluster.h"
#include "gate/postgres/password.h"
#include "gate/postgres/readiness.h"
#include "gate/postgres/version.h"

namespace gate {
namespace {

namespace fs = std::filesystem;
using namespace std::chrono_literals;

constexpr auto time_to_start = 60s;
constexpr auto between_looks = 500ms;

// Each look is a call of the engine's client, so there are few of them.
class Look {
 public:
  explicit Look(const Container& container) : container_(container) {}
  bool has_ended() {
    if (!next_.passed()) return false;
    next_ = Deadline(between_looks);
    return !container_.running();
  }

 private:
  const Container& container_;
  Deadline next_{between_looks};
};

// An image that the user named may have any version where none is declared.
Result<void> check_server_version(const Connection& admin, const ServerOptions& options,
                                  const Image& image) {
  const auto required = options.required_version(!options.image.empty());
  const int found = major_version_in(admin.server_version());
  if (!required || found == *required) return {};
  const bool ours = options.image.empty();  // its name promises the version
  return Error{ErrorCode::no_server,
               fmt::format("the image {} has PostgreSQL {}, and version {} is {}", image.name,
                           found, *required, options.declared_version ? "declared" : "looked for"),
               ours ? fmt::format("Run `{} pull {}`, or name another image with --image.",
                                  image.engine.name(), image.name)
                    : fmt::format("Name an image of PostgreSQL {} with --image, or declare "
                                  "\"postgres\": {}.",
                                  *required, found)};
}

Result<std::unique_ptr<Cluster>> start_once(const ServerOptions& options, const Image& image,
                                            RunContext& context, const std::string& why) {
  ConnectionFacts facts{"127.0.0.1", 0, "postgres", random_password(), "postgres"};
  auto container = Container::start(image, facts.password, context);
  if (!container) return container.error();
  facts.port = (*container)->port();
  // The server needs a while for its initdb: time to look after what others left.
  remove_stray_containers(image.engine, context.deadline, context.interrupt);
  Look look(**container);
  auto admin = connect_when_ready(facts, context.deadline.at_most(time_to_start), context.deadline,
                                  context.interrupt, [&look] { return look.has_ended(); });
  if (!admin && admin.error().interrupted) return error_from(admin.error(), "connect");
  if (!admin) return (*container)->does_not_answer(describe(admin.error()), context);
  if (const auto right = check_server_version(*admin, options, image); !right) {
    return right.error();
  }
  // The entry point's password stays in the environment of the server's processes.
  if (const auto changed = change_password(*admin, facts); !changed) return changed.error();
  ServerFacts told{"container", admin->server_version(), why,
                   fmt::format("{}:{}", facts.host, facts.port)};
  return std::unique_ptr<Cluster>(std::make_unique<OwnCluster<Container>>(
      std::move(*container), std::move(*admin), std::move(facts), std::move(told),
      context.directory.path()));
}

}  // namespace

Result<std::unique_ptr<Cluster>> start_container_cluster(const ServerOptions& options,
                                                         const Image& image, RunContext& context,
                                                         const std::string& why) {
  auto started = start_once(options, image, context, why);
  if (started || started.error().code != ErrorCode::infrastructure || context.deadline.passed()) {
    return started;
  }
  return start_once(options, image, context, why);
}

}  // namespace gate

#include "gate/postgres/local_cluster.h"

#include <fmt/format.h>
#include <sys/stat.h>

#include "gate/postgres/administration.h"
#include "gate/postgres/binaries.h"
#include "gate/postgres/data_directory.h"
#include "gate/postgres/local_server.h"
#include "gate/postgres/names.h"
#include "gate/postgres/own_cluster.h"
#include "gate/postgres/readiness.h"
#include "gate/postgres/server_user.h"
#include "gate/postgres/server_words.h"

namespace gate {
namespace {

namespace fs = std::filesystem;
using namespace std::chrono_literals;

constexpr auto time_to_start = 60s;

// The tree's own folder, which the user that the server runs as passes through by name.
Result<fs::path> tree_folder(const RunContext& context) {
  const fs::path folder = context.directory.path() / plain_name(context.name);
  ::mkdir(folder.c_str(), 0711);
  // mkdir obeys the umask.
  if (::chmod(folder.c_str(), 0711) == 0) return folder;
  return trouble("cannot make " + folder.string(), std::strerror(errno), context.directory.path());
}

Error did_not_start(const QueryFailure& failure, LocalServer& server, const RunContext& context) {
  if (failure.interrupted) return error_from(failure, "connect");
  const std::string words = server.log_tail();
  const std::string_view what = server.running() ? "the local server does not answer"
                                                 : "the local server ended before it answered";
  return trouble(what, words.empty() ? describe(failure) : words, context.directory.path());
}

// That it is our own server which let us in, and no other that happens to be there.
Result<void> check_identity(Connection& admin, const fs::path& data) {
  const auto answer = admin.query("SELECT current_setting('data_directory')");
  if (!answer) return error_from(answer.error(), "ask the server for its data directory");
  std::error_code failed;
  if (fs::equivalent(answer->rows.at(0).at(0).value_or(""), data, failed)) return {};
  return Error{ErrorCode::infrastructure, "another server answers on the port of ours",
               "Start gate again; it takes another port."};
}

struct Attempt {
  const ServerOptions& options;
  RunContext& context;
  Binaries binaries;
  std::optional<UserIdentity> user;
  std::string why;
};

Result<std::unique_ptr<Cluster>> start_once(const Attempt& attempt, bool renew) {
  const RunContext& context = attempt.context;
  const auto folder = tree_folder(context);
  if (!folder) return folder.error();
  const DataDirectoryOrder order{attempt.binaries, attempt.options, attempt.user, *folder};
  const auto data = make_data_directory(order, renew, context);
  if (!data) return data.error();
  auto server = LocalServer::start(attempt.binaries, attempt.user, data->path, context);
  if (!server) return server.error();
  LocalServer& process = **server;
  ConnectionFacts facts{"127.0.0.1", process.port(), "postgres", data->password, "postgres"};
  auto admin = connect_when_ready(facts, context.deadline.at_most(time_to_start), context.deadline,
                                  context.interrupt, [&process] { return !process.running(); });
  if (!admin) return did_not_start(admin.error(), process, context);
  if (const auto ours = check_identity(*admin, data->path); !ours) return ours.error();
  if (const auto changed = change_password(*admin, facts); !changed) return changed.error();
  ServerFacts told{"local", admin->server_version(), attempt.why,
                   fmt::format("{}:{}", facts.host, facts.port), attempt.binaries.folder.string()};
  return std::unique_ptr<Cluster>(std::make_unique<OwnCluster<LocalServer>>(
      std::move(*server), std::move(*admin), std::move(facts), std::move(told),
      context.directory.path()));
}

}  // namespace

Result<std::unique_ptr<Cluster>> start_local_cluster(const ServerOptions& options,
                                                     RunContext& context, const std::string& why) {
  const auto binaries = find_binaries(options, own_environment());
  if (!binaries) return binaries.error();
  const auto user = server_user();
  if (!user) return user.error();
  const Attempt attempt{options, context, *binaries, *user, why};
  auto started = start_once(attempt, false);
  if (started || started.error().code != ErrorCode::infrastructure || context.deadline.passed()) {
    return started;
  }
  // Once more: on another port, and unless the port was the trouble from a new template.
  const bool port_was_taken =
      started.error().message.find("Address already in use") != std::string::npos;
  return start_once(attempt, !port_was_taken);
}

}  // namespace gate

#include "gate/postgres/local_server.h"

#include <fmt/format.h>
#include <signal.h>

#include "gate/postgres/server_settings.h"
#include "gate/postgres/server_words.h"

namespace gate {
namespace {

namespace fs = std::filesystem;

fs::path log_beside(const fs::path& data) { return data.parent_path() / "server.log"; }

Command server_command(const Binaries& binaries, const fs::path& data, int port,
                       const RunContext& context) {
  Command command;
  command.argv = {binaries.postgres().string(),
                  "-D",
                  data.string(),
                  "-p",
                  std::to_string(port),
                  "-c",
                  "listen_addresses=127.0.0.1",
                  "-c",
                  "unix_socket_directories=",
                  "-c",
                  "cluster_name=gate-" + context.directory.id()};
  const auto settings = throw_away_settings();
  command.argv.insert(command.argv.end(), settings.begin(), settings.end());
  command.environment = server_environment();
  command.directory = "/";
  command.output_file = log_beside(data);
  // Immediate shutdown: nothing is written, and the shared memory segment goes
  // (https://www.postgresql.org/docs/15/server-shutdown.html).
  command.stop_signal = SIGQUIT;
  command.stop_grace = std::chrono::seconds(3);
  return command;
}

}  // namespace

Result<std::unique_ptr<LocalServer>> LocalServer::start(const Binaries& binaries,
                                                        const std::optional<UserIdentity>& user,
                                                        const fs::path& data,
                                                        const RunContext& context) {
  auto port = LocalPort::reserve();
  if (!port) return port.error();
  Command command = server_command(binaries, data, port->number(), context);
  command.user = user;
  auto process = Child::start(command, context.lifeline);
  if (!process) return process.error();
  return std::unique_ptr<LocalServer>(new LocalServer(data, std::move(*port), std::move(*process)));
}

LocalServer::~LocalServer() {
  if (released_) return;
  process_.stop();
  remove_shared_memory(data_);
}

std::string LocalServer::log_tail() const { return last_lines_of(log_beside(data_)); }

std::string LocalServer::release() {
  process_.release();
  released_ = true;
  return fmt::format("kill {} && sleep 1", process_.supervisor_pid());
}

}  // namespace gate

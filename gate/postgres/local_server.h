// The process of a local server, from its start to its end.
//
// Listens on one port of 127.0.0.1 and on no socket file. Knows nothing of connections.
#pragma once

#include <filesystem>
#include <memory>
#include <optional>
#include <string>

#include "gate/postgres/binaries.h"
#include "gate/postgres/cluster.h"
#include "gate/postgres/data_directory.h"
#include "gate/postgres/local_port.h"
#include "gate/process/child.h"

namespace gate {

class LocalServer {
 public:
  // Starts it over a data directory; it does not answer yet.
  static Result<std::unique_ptr<LocalServer>> start(const Binaries& binaries,
                                                    const std::optional<UserIdentity>& user,
                                                    const std::filesystem::path& data,
                                                    const RunContext& context);
  ~LocalServer();  // stops it, unless released
  LocalServer(const LocalServer&) = delete;
  LocalServer& operator=(const LocalServer&) = delete;

  bool running() { return process_.running(); }
  int port() const { return port_.number(); }
  std::string log_tail() const;
  // Lets it live on after the gate; gives the command that ends it.
  std::string release();

 private:
  LocalServer(std::filesystem::path data, LocalPort port, Child process)
      : data_(std::move(data)), port_(std::move(port)), process_(std::move(process)) {}
  std::filesystem::path data_;
  LocalPort port_;
  Child process_;
  bool released_ = false;
};

}  // namespace gate

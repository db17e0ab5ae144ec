// A cluster on a server that gate itself started, local or in a container: all that is the same
// for both. What differs (how it runs, what it said last, what ends it) is the Server's.
//
// Server has running(), log_tail() and release(), which lets it live on after the gate and gives
// the shell command that ends it; its destructor removes it.
#pragma once

#include <fmt/format.h>

#include <filesystem>
#include <memory>
#include <string>
#include <utility>

#include "gate/postgres/administration.h"
#include "gate/postgres/cluster.h"
#include "gate/postgres/connection.h"
#include "gate/postgres/server_url.h"

namespace gate {

template <class Server>
class OwnCluster final : public Cluster {
 public:
  OwnCluster(std::unique_ptr<Server> server, Connection admin, ConnectionFacts connection,
             ServerFacts facts, std::filesystem::path run_directory)
      : server_(std::move(server)),
        admin_(std::move(admin)),
        connection_(std::move(connection)),
        facts_(std::move(facts)),
        run_directory_(std::move(run_directory)) {}

  const ServerFacts& facts() const override { return facts_; }
  bool alive() override { return server_->running(); }
  std::string log_tail() override { return server_->log_tail(); }

  ConnectionFacts connection(const std::string& database) const override {
    ConnectionFacts one = connection_;
    one.database = database;
    return one;
  }

  Result<std::string> create_database(const std::string& name) override {
    return gate::create_database(admin_, name);
  }

  Result<KeptServer> keep(const std::string& database) override {
    return kept_server(connection(database), run_directory_,
                       fmt::format("{} && rm -rf {}", server_->release(), run_directory_.string()));
  }

 private:
  std::unique_ptr<Server> server_;
  Connection admin_;
  ConnectionFacts connection_;
  ServerFacts facts_;
  std::filesystem::path run_directory_;
};

}  // namespace gate

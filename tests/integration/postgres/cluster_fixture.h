// What every test on a real server needs: a run of its own, and clusters in it.
#pragma once

#include <gtest/gtest.h>
#include <signal.h>

#include <fstream>
#include <memory>
#include <string>

#include "gate/postgres/cluster.h"
#include "gate/postgres/connection.h"

namespace gate::test {

// The command lines of all processes that mention a text.
inline std::vector<std::string> processes_with(const std::string& text) {
  std::vector<std::string> found;
  for (const auto& entry : std::filesystem::directory_iterator("/proc")) {
    std::ifstream file(entry.path() / "cmdline");
    std::string line((std::istreambuf_iterator<char>(file)), {});
    std::replace(line.begin(), line.end(), '\0', ' ');
    if (line.find(text) != std::string::npos) found.push_back(line);
  }
  return found;
}

class ClusterTest : public testing::Test {
 protected:
  void SetUp() override {
    auto made = RunDirectory::create();
    ASSERT_TRUE(made) << made.error().message;
    directory = std::make_unique<RunDirectory>(std::move(*made));
  }

  RunContext context(const std::string& name = "tree") {
    return {*directory, lifeline, interrupt, deadline, name};
  }
  Result<std::unique_ptr<Cluster>> start(const ServerOptions& options,
                                         const std::string& name = "tree") {
    RunContext one = context(name);
    return start_cluster(options, one);
  }
  // A local cluster; the test fails where there is none.
  std::unique_ptr<Cluster> local(const std::string& name = "tree") {
    ServerOptions options;
    options.choice = ServerChoice::local;
    auto cluster = start(options, name);
    EXPECT_TRUE(cluster) << cluster.error().message;
    return cluster ? std::move(*cluster) : nullptr;
  }
  QueryOutcome<Connection> connect(const Cluster& cluster,
                                   const std::string& database = "postgres") {
    return Connection::open(cluster.connection(database), deadline, interrupt);
  }
  // The first value of the first row; what went wrong otherwise.
  static std::string value(Connection& connection, std::string_view sql,
                           const Row& parameters = {}) {
    const auto result = connection.query(sql, parameters);
    if (!result) return "failed: " + describe(result.error());
    if (result->rows.empty()) return "no rows";
    return result->rows.at(0).at(0).value_or("null");
  }
  // Of a local server; 0 where there is none.
  pid_t postmaster(const std::string& name = "tree") const {
    std::ifstream file(directory->path() / name / "data/postmaster.pid");
    pid_t pid = 0;
    file >> pid;
    return pid;
  }
  // Never a whole group of processes, which 0 and -1 mean to kill(2).
  static bool send(pid_t pid, int signal) { return pid > 1 && ::kill(pid, signal) == 0; }

  Lifeline lifeline;
  Interrupt interrupt;
  Deadline deadline{std::chrono::minutes(2)};
  std::unique_ptr<RunDirectory> directory;
};

}  // namespace gate::test

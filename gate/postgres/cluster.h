// A throw-away PostgreSQL server: one interface, four ways to one (local, container, given, auto).
//
// A Cluster is ours alone: its destructor removes it. It hands out connection facts and databases
// and its own last words, and knows nothing of trees, steps or Alembic.
#pragma once

#include <filesystem>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "gate/core/deadline.h"
#include "gate/core/error.h"
#include "gate/core/report.h"
#include "gate/process/interrupt.h"
#include "gate/process/lifeline.h"
#include "gate/process/run_directory.h"

namespace gate {

// Where and as whom to connect. Holds the password: never printed, never in an argument.
struct ConnectionFacts {
  std::string host;
  int port = 0;
  std::string user;
  std::string password;
  std::string database;
};

enum class ServerChoice { automatic, local, container, given };

// Looked for where neither the tree nor the user says which.
constexpr int default_major_version = 15;

// What the user asked for.
struct ServerOptions {
  ServerChoice choice = ServerChoice::automatic;
  std::optional<int> declared_version;  // the tree's; none: a named server may have any
  std::filesystem::path pg_bin;         // --pg-bin; empty: look for it
  std::string image;                    // --image; empty: postgres:<major version>
  std::vector<std::string> allow_host;  // --allow-host
  int major_version() const { return declared_version.value_or(default_major_version); }
  // What the server has to be; none where the user named it and nothing is declared: it decides.
  std::optional<int> required_version(bool named) const {
    return named ? declared_version : major_version();
  }
};

// What every kind of cluster needs of the run it belongs to.
struct RunContext {
  RunDirectory& directory;
  const Lifeline& lifeline;
  const Interrupt& interrupt;
  Deadline deadline;
  std::string name;  // of the tree: part of folder, container and log names
};

class Cluster {
 public:
  virtual ~Cluster() = default;
  virtual const ServerFacts& facts() const = 0;
  // Superuser access to `database`; an existing one.
  virtual ConnectionFacts connection(const std::string& database) const = 0;
  // Makes an empty database for a tree and gives its real name (on a given server it carries the
  // run's id besides).
  virtual Result<std::string> create_database(const std::string& name) = 0;
  // False once the server is known to have ended.
  virtual bool alive() = 0;
  // The last lines of the server's own log; empty where it cannot be had.
  virtual std::string log_tail() = 0;
  // Leaves it up when the gate ends, and says how to reach and how to remove it.
  virtual Result<KeptServer> keep(const std::string& database) = 0;
};

// Starts (or, given, reaches and checks) a server and waits until it answers a connection.
// Errors: no_server (with the remedies), infrastructure (with the server's own words).
// The URL of a given server comes from GATE_SERVER_URL in the environment.
Result<std::unique_ptr<Cluster>> start_cluster(const ServerOptions& options, RunContext& context);

// Undoes what a dead run's manifest names; what cannot be undone is left and given back.
std::vector<Leftover> undo(const std::vector<Leftover>& leftovers, const Lifeline& lifeline,
                           const Deadline& deadline, const Interrupt& interrupt);

}  // namespace gate

// Where PostgreSQL's own programs are on this machine.
#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "gate/core/error.h"
#include "gate/postgres/cluster.h"

namespace gate {

struct Binaries {
  std::filesystem::path folder;  // holds postgres and initdb
  std::filesystem::path postgres() const { return folder / "postgres"; }
  std::filesystem::path initdb() const { return folder / "initdb"; }
};

// --pg-bin, else where packages of the declared major version are, else PATH. Looks for the files
// only; an Error (no_server) names every folder looked at.
Result<Binaries> find_binaries(const ServerOptions& options,
                               const std::vector<std::string>& environment);
// Asks `postgres --version`; an Error (no_server) says which version was found where. Programs that
// the user named may have any version where none is declared.
Result<void> check_version(const Binaries& binaries, const ServerOptions& options,
                           const RunContext& context);
// What PostgreSQL's programs get to see of the environment: no secrets, no PG* variables.
std::vector<std::string> server_environment();

}  // namespace gate

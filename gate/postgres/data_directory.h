// A data directory for a local server: copied from a template, or made by initdb where there is
// none yet.
//
// Owned by the user that the server runs as, closed to everybody else. Starts nothing.
#pragma once

#include <filesystem>
#include <optional>
#include <string>

#include "gate/core/error.h"
#include "gate/postgres/binaries.h"
#include "gate/postgres/cluster.h"
#include "gate/process/child.h"

namespace gate {

struct DataDirectory {
  std::filesystem::path path;
  std::string password;  // of the superuser `postgres`, until it is changed
};

// What a data directory is made with and for.
struct DataDirectoryOrder {
  const Binaries& binaries;
  const ServerOptions& options;
  const std::optional<UserIdentity>& user;
  std::filesystem::path folder;  // exists; the data directory becomes folder/data
};

// `renew`: the template is damaged, make another one.
Result<DataDirectory> make_data_directory(const DataDirectoryOrder& order, bool renew,
                                          const RunContext& context);

// Removes the System V shared memory segment of a server that was killed: line 7 of its
// postmaster.pid has the segment's key and id. Does nothing while a process is attached to it.
void remove_shared_memory(const std::filesystem::path& data_directory);

}  // namespace gate

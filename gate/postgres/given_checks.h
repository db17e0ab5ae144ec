// Whether a given server may be used: only one that plainly serves nobody else.
//
// Looks and refuses; changes nothing. Each refusal is one Error (no_server) that says what was
// found.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "gate/postgres/cluster.h"
#include "gate/postgres/connection.h"

namespace gate {

struct GivenDatabase {
  std::string name;
  std::string comment;
};

// The declared major version, or any where none is; rights enough; nobody else connected.
Result<void> check_given_server(Connection& admin, std::optional<int> declared_version,
                                const Deadline& deadline, const Interrupt& interrupt);
// Every database that can be connected to, with its comment.
Result<std::vector<GivenDatabase>> given_databases(Connection& admin);
// No table, view, sequence or foreign table but an extension's.
Result<void> check_no_tables(const ConnectionFacts& database, const Deadline& deadline,
                             const Interrupt& interrupt);

}  // namespace gate

// Connection facts as text that may be shown: no password in any of it.
#pragma once

#include <filesystem>
#include <string>

#include "gate/core/error.h"
#include "gate/postgres/cluster.h"

namespace gate {

// postgresql://user@host:port/database, percent-encoded where needed.
std::string url_without_password(const ConnectionFacts& facts);
// The same facts as a line of a password file, for every database
// (https://www.postgresql.org/docs/15/libpq-pgpass.html).
std::string passfile_line(const ConnectionFacts& facts);
// What --keep tells: writes the password file into `folder`, readable by the user alone.
Result<KeptServer> kept_server(const ConnectionFacts& facts, const std::filesystem::path& folder,
                               std::string remove_command);

}  // namespace gate

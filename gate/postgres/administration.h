// What a cluster's owner does on its own server: the same for every kind.
#pragma once

#include <string>

#include "gate/core/error.h"
#include "gate/postgres/connection.h"

namespace gate {

// Gives the superuser in `facts` a new random password, there and in `facts`.
Result<void> change_password(Connection& admin, ConnectionFacts& facts);
// Makes an empty database and gives its name back.
Result<std::string> create_database(Connection& admin, const std::string& name);

}  // namespace gate

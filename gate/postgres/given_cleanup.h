// What gates agree on with each other on a given server: whose turn it is, which databases are
// theirs; and how one clears up after another that died.
#pragma once

#include <filesystem>
#include <string>

#include "gate/postgres/cluster.h"
#include "gate/postgres/connection.h"

namespace gate {

// The comment that marks a database as made by the gate with this run directory, and the folder
// named in one; empty where it is none of ours.
std::string mark_of(const std::filesystem::path& run_directory);
std::filesystem::path directory_in_mark(const std::string& comment);

// Which server it is, as a word for the manifest: what is undone must be undone there only.
Result<std::string> identity_of_server(Connection& admin, const ConnectionFacts& facts);

// One gate at a time on a server: waits for the others, until the deadline.
Result<void> take_turn(Connection& admin, const Deadline& deadline, const Interrupt& interrupt);

bool drop_database(Connection& admin, const std::string& name);

// For undo(): connects to the server of GATE_SERVER_URL and undoes one "database" or
// "given-roles". False when it is still there.
bool undo_on_given_server(const Leftover& leftover, const Deadline& deadline,
                          const Interrupt& interrupt);

}  // namespace gate

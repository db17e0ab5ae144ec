// The roles of a given server: those that were there before a run, and the removal of the others.
//
// Roles belong to the whole server, so dropping a database leaves them. Never drops what a role
// owns outside the run's own databases, which have to be dropped first.
#pragma once

#include <optional>
#include <set>
#include <string>

#include "gate/core/error.h"
#include "gate/postgres/connection.h"

namespace gate {

Result<std::set<std::string>> role_names(Connection& admin);
// Drops every role that is not among `before`. False when one is still there.
bool drop_new_roles(Connection& admin, const std::set<std::string>& before);

// The names as a word for the manifest, and back. It bears its time: nothing comes back from a list
// so old that somebody may have made a role since.
std::string words_of_roles(const std::set<std::string>& names);
std::optional<std::set<std::string>> roles_in_words(const std::string& words);

}  // namespace gate

// Functions of PostgreSQL that are IMMUTABLE in none of their forms, so that no index can call
// them, whatever they are called with.
#pragma once

#include <string_view>

namespace gate {

// "now", "CURRENT_TIMESTAMP"; not those that depend on their arguments, such as date_trunc.
bool is_never_immutable(std::string_view function);

}  // namespace gate

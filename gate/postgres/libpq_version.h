// The version of PostgreSQL's client library, as it is loaded now.
#pragma once

#include <string>

namespace gate {

std::string libpq_version();  // "15.20"

}  // namespace gate

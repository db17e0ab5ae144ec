// PostgreSQL's version numbers, as programs and servers print them.
#pragma once

#include <string_view>

namespace gate {

// The major version in "15.18", "16beta1" or "postgres (PostgreSQL) 15.20 (Debian ...)"; 0 where
// there is none.
int major_version_in(std::string_view text);

}  // namespace gate

// One more kind of difference that is a note unless the declaration is strict on it
// (core/schema.h): a grant that only the downgrade makes. It gives back what its upgrade takes away
// in production, and what an empty database never had.
#pragma once

#include <string_view>

namespace gate {

constexpr std::string_view grant_restored = "grant-restored";

}  // namespace gate

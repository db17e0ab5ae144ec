// Percent-encoding: any text as one word of a URL or of a manifest's line.
#pragma once

#include <string>
#include <string_view>

namespace gate {

// Everything but RFC 3986's unreserved characters becomes %XX.
std::string percent_encoded(std::string_view text);
std::string percent_decoded(std::string_view text);

}  // namespace gate

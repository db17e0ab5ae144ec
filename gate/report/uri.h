// Paths of files as URIs.
#pragma once

#include <string>
#include <string_view>

namespace gate {

// The path percent-encoded (RFC 3986): relative as it is, or a file: URI of an absolute one.
std::string uri_of(std::string_view path);

}  // namespace gate

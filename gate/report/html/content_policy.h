// What a browser may do with the page: run its one script, use its one style sheet, and nothing
// else; no network, no form, no frame.
#pragma once

#include <string>
#include <string_view>

namespace gate::html {

// The Content-Security-Policy, from the SHA-256 of both in hexadecimal.
std::string content_policy(std::string_view style_sha256, std::string_view script_sha256);

}  // namespace gate::html

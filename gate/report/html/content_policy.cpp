#include "gate/report/html/content_policy.h"

#include <fmt/format.h>

#include <charconv>
#include <cstdint>

namespace gate::html {
namespace {

std::uint32_t byte_at(std::string_view hex, std::size_t at) {
  std::uint32_t value = 0;
  if (2 * at < hex.size()) std::from_chars(&hex[2 * at], &hex[2 * at] + 2, value, 16);
  return value;
}

// The base64 that a policy has its hashes in.
std::string base64(std::string_view hex) {
  constexpr std::string_view letters =
      "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
  const std::size_t bytes = hex.size() / 2;
  std::string out;
  for (std::size_t at = 0; at < bytes; at += 3) {
    const auto three =
        (byte_at(hex, at) << 16U) | (byte_at(hex, at + 1) << 8U) | byte_at(hex, at + 2);
    out += letters[(three >> 18U) & 63U];
    out += letters[(three >> 12U) & 63U];
    out += at + 1 < bytes ? letters[(three >> 6U) & 63U] : '=';
    out += at + 2 < bytes ? letters[three & 63U] : '=';
  }
  return out;
}

}  // namespace

std::string content_policy(std::string_view style_sha256, std::string_view script_sha256) {
  return fmt::format(
      "default-src 'none'; style-src 'sha256-{}'; script-src 'sha256-{}'; base-uri 'none'; "
      "form-action 'none'",
      base64(style_sha256), base64(script_sha256));
}

}  // namespace gate::html

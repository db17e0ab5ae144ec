#include "gate/core/quote.h"

namespace gate {
namespace {

std::string doubled(std::string_view text, std::string_view special) {
  std::string out;
  out.reserve(text.size() + 2);
  for (const char c : text) {
    if (special.find(c) != std::string_view::npos) out += c;
    out += c;
  }
  return out;
}

}  // namespace

std::string quote_identifier(std::string_view identifier) {
  return '"' + doubled(identifier, "\"") + '"';
}

std::string quote_qualified(std::string_view name) {
  const auto dot = name.find('.');
  if (dot == std::string_view::npos) return quote_identifier(name);
  return quote_identifier(name.substr(0, dot)) + "." + quote_identifier(name.substr(dot + 1));
}

std::string quote_literal(std::string_view value) {
  const bool backslash = value.find('\\') != std::string_view::npos;
  return (backslash ? "E'" : "'") + doubled(value, "'\\") + '\'';
}

}  // namespace gate

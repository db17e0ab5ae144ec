#include "gate/report/html/escape.h"

#include <fmt/format.h>

#include <algorithm>

#include "gate/report/printable.h"
#include "gate/report/utf8.h"

namespace gate::html {
namespace {

std::string names_instead_of_what_misleads(std::string_view text) {
  std::string out;
  out.reserve(text.size());
  while (!text.empty()) {
    const auto point = first_code_point(text);
    if (point.valid && misleads(point.value)) {
      out += fmt::format("⟨U+{:04X}⟩", static_cast<unsigned>(point.value));
    } else {
      out += text.substr(0, point.length);
    }
    text.remove_prefix(point.length);
  }
  return out;
}

// A code point is not cut in two.
bool continues(char byte) { return (static_cast<unsigned char>(byte) & 0xC0U) == 0x80U; }

}  // namespace

std::string visible(std::string_view text) {
  return printable(names_instead_of_what_misleads(text));
}

std::string escaped(std::string_view text) {
  std::string out;
  for (const char c : visible(text)) {
    switch (c) {
      case '&':
        out += "&amp;";
        break;
      case '<':
        out += "&lt;";
        break;
      case '>':
        out += "&gt;";
        break;
      case '"':
        out += "&quot;";
        break;
      case '\'':
        out += "&#39;";
        break;
      default:
        out += c;
    }
  }
  return out;
}

std::string one_line(std::string_view text, std::size_t most) {
  std::string line = beginning(text, most);
  std::replace(line.begin(), line.end(), '\n', ' ');
  return line;
}

std::string beginning(std::string_view text, std::size_t most) {
  if (text.size() <= most) return std::string(text);
  while (most > 0 && continues(text[most])) --most;
  return fmt::format("{} … ({} bytes left out)", text.substr(0, most), text.size() - most);
}

std::string ending(std::string_view text, std::size_t most) {
  if (text.size() <= most) return std::string(text);
  auto from = text.size() - most;
  while (from < text.size() && continues(text[from])) ++from;
  return fmt::format("({} bytes left out) …\n{}", from, text.substr(from));
}

}  // namespace gate::html

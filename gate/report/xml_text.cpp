#include "gate/report/xml_text.h"

#include "gate/report/printable.h"
#include "gate/report/utf8.h"

namespace gate {
namespace {

constexpr std::size_t longest_line = 1000;

// https://www.w3.org/TR/xml/#charsets
bool is_legal(const CodePoint& point) {
  if (!point.valid) return false;
  if (point.value < 0x20) return point.value == '\t' || point.value == '\n';
  return point.value != 0xFFFE && point.value != 0xFFFF;
}

std::string legal(std::string_view text, std::size_t most) {
  std::string out;
  while (!text.empty()) {
    const auto point = first_code_point(text);
    if (is_legal(point)) {
      if (out.size() + point.length > most) return out + "…";
      out += text.substr(0, point.length);
    }
    text.remove_prefix(point.length);
  }
  return out;
}

}  // namespace

std::string xml_text(std::string_view text) { return legal(printable(text), std::string::npos); }

std::string xml_line(std::string_view text) { return legal(printable_line(text), longest_line); }

}  // namespace gate

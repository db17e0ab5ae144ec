#include "gate/report/printable.h"

#include <algorithm>

#include "gate/report/utf8.h"

namespace gate {
namespace {

constexpr std::string_view replacement = "\xEF\xBF\xBD";  // U+FFFD
constexpr std::string_view colour_letters = "0123456789;:";

// The length of a colour sequence (ESC [ ... m) at the start, 0 where there is none.
std::size_t colour_length(std::string_view text) {
  if (text.substr(0, 2) != "\x1b[") return 0;
  const auto end = text.find_first_not_of(colour_letters, 2);
  return end != std::string_view::npos && text[end] == 'm' ? end + 1 : 0;
}

// U+2400 to U+241F are pictures of U+0000 to U+001F, U+2421 is that of DEL.
std::string picture(char32_t control) {
  const auto last = control == 0x7F ? 0x21U : static_cast<unsigned>(control);
  return {'\xE2', '\x90', static_cast<char>(0x80U + last)};
}

void append(std::string& out, std::string_view bytes, const CodePoint& point) {
  if (!point.valid || misleads(point.value)) {
    out += replacement;
  } else if (point.value == '\n') {
    out += '\n';
  } else if (point.value == '\t') {
    out += "    ";
  } else if (point.value < 0x20 || point.value == 0x7F) {
    out += picture(point.value);
  } else {
    out += bytes;
  }
  // GitHub's runner takes "##[" for a command wherever it stands in a line.
  if (out.size() >= 3 && out.compare(out.size() - 3, 3, "##[") == 0)
    out.replace(out.size() - 1, 1, " [");
}

}  // namespace

bool misleads(char32_t point) {
  return (point >= 0x80 && point <= 0x9F) || point == 0x061C || point == 0x200E ||
         point == 0x200F || (point >= 0x2028 && point <= 0x202E) ||
         (point >= 0x2060 && point <= 0x206F) || point == 0xFEFF;
}

std::string printable(std::string_view text) {
  std::string out;
  out.reserve(text.size());
  while (!text.empty()) {
    if (const auto colour = colour_length(text); colour > 0) {
      text.remove_prefix(colour);
      continue;
    }
    if (text.substr(0, 2) == "\r\n") text.remove_prefix(1);
    const auto point = first_code_point(text);
    append(out, text.substr(0, point.length), point);
    text.remove_prefix(point.length);
  }
  return out;
}

std::string printable_line(std::string_view text) {
  auto line = printable(text);
  std::replace(line.begin(), line.end(), '\n', ' ');
  return line;
}

}  // namespace gate

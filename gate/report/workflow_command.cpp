#include "gate/report/workflow_command.h"

#include "gate/report/printable.h"
#include "gate/report/utf8.h"

namespace gate {
namespace {

// What the runner trims from a line's start (.NET's white space); and what has no width.
bool is_blank(char32_t point) {
  return point <= 0x20 || point == 0x7F || point == 0x85 || point == 0xA0 || point == 0xAD ||
         point == 0x1680 || point == 0x180E || (point >= 0x2000 && point <= 0x200F) ||
         (point >= 0x2028 && point <= 0x202F) || (point >= 0x205F && point <= 0x206F) ||
         point == 0x3000 || point == 0xFEFF || display_width(point) == 0;
}

std::string escaped(std::string_view text, std::string_view letters) {
  constexpr std::string_view digits = "0123456789ABCDEF";
  std::string out;
  for (const char letter : text) {
    if (letters.find(letter) == std::string_view::npos) {
      out += letter;
      continue;
    }
    const auto value = static_cast<unsigned char>(letter);
    out += '%';
    out += digits[value / 16U];
    out += digits[value % 16U];
  }
  return out;
}

}  // namespace

std::string workflow_command(std::string_view name, const CommandProperties& properties,
                             std::string_view data) {
  std::string line = "::" + std::string(name);
  std::string_view before = " ";
  for (const auto& [key, value] : properties) {
    if (value.empty()) continue;
    line.append(before).append(key).append("=").append(escaped(value, "%\r\n:,"));
    before = ",";
  }
  return line + "::" + escaped(data, "%\r\n") + '\n';
}

std::string without_command(std::string_view line) {
  std::size_t at = 0;
  while (at < line.size()) {
    const auto point = first_code_point(line.substr(at));
    if (!is_blank(point.value)) break;
    at += point.length;
  }
  std::string out(line);
  if (line.substr(at, 2) == "::") out.insert(at + 1, " ");
  return out;
}

std::string harmless_lines(std::string_view text) {
  const std::string safe = printable(text);
  std::string out;
  for (std::size_t begin = 0;;) {
    const auto end = safe.find('\n', begin);
    out += without_command(std::string_view(safe).substr(begin, end - begin));
    if (end == std::string::npos) return out;
    out += '\n';
    begin = end + 1;
  }
}

}  // namespace gate

#include "gate/report/wrap.h"

#include <algorithm>

#include "gate/report/utf8.h"

namespace gate {
namespace {

// How many bytes of the text fit into the columns; at least one character.
std::size_t fitting(std::string_view text, int width) {
  std::size_t bytes = 0;
  int used = 0;
  while (bytes < text.size()) {
    const auto point = first_code_point(text.substr(bytes));
    used += display_width(point.value);
    if (used > width && bytes > 0) break;
    bytes += point.length;
  }
  return bytes;
}

void wrap_line(std::string_view line, int first_width, int width, std::vector<std::string>& lines) {
  while (true) {
    auto end = fitting(line, lines.empty() ? first_width : width);
    if (end == line.size()) break;
    auto next = end;
    if (const auto blank = line.rfind(' ', end);
        blank != std::string_view::npos && line.find_first_not_of(' ') < blank) {
      end = blank;
      next = blank + 1;
    }
    lines.emplace_back(line.substr(0, end));
    line.remove_prefix(next);
  }
  lines.emplace_back(line);
}

}  // namespace

std::vector<std::string> wrapped(std::string_view text, int first_width, int width) {
  std::vector<std::string> lines;
  while (true) {
    const auto end = text.find('\n');
    wrap_line(text.substr(0, end), first_width, width, lines);
    if (end == std::string_view::npos) return lines;
    text.remove_prefix(end + 1);
  }
}

std::vector<std::string> wrapped(std::string_view text, int width) {
  return wrapped(text, width, width);
}

std::string shortened(std::string_view text, int width) {
  if (display_width(text) <= width) return std::string(text);
  if (width < 1) return {};
  // A character that is wider than all that is left stays out.
  auto cut = text.substr(0, fitting(text, width - 1));
  if (display_width(cut) > width - 1) cut = {};
  return std::string(cut) + "…";
}

}  // namespace gate

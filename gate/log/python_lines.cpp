#include "gate/log/python_lines.h"

#include <algorithm>
#include <charconv>

namespace gate {
namespace {

constexpr std::string_view cause_mark =
    "The above exception was the direct cause of the following exception:";
constexpr std::string_view context_mark =
    "During handling of the above exception, another exception occurred:";

// A class made inside a function is `m.upgrade.<locals>.Refused`; names need not be ASCII.
bool is_name_letter(char letter) {
  return letter == '.' || letter == '_' || letter == '<' || letter == '>' ||
         (letter >= '0' && letter <= '9') || (letter >= 'a' && letter <= 'z') ||
         (letter >= 'A' && letter <= 'Z') || static_cast<unsigned char>(letter) >= 0x80;
}

}  // namespace

bool read_frame(std::string_view line, SourcePlace& frame) {
  constexpr std::string_view mark = "  File \"";
  if (!line.starts_with(mark)) return false;
  const auto quote = line.find("\", line ", mark.size());
  if (quote == line.npos) return false;
  frame = {};
  frame.file = line.substr(mark.size(), quote - mark.size());
  const std::string_view rest = line.substr(quote + 8);
  std::from_chars(rest.data(), rest.data() + rest.size(), frame.line);
  if (const auto in = rest.find(", in "); in != rest.npos) frame.function = rest.substr(in + 5);
  return true;
}

bool read_exception(std::string_view line, ExceptionLink& link) {
  const auto end = std::min(line.find(": "), line.size());
  std::string_view name = line.substr(0, end);
  if (name.ends_with(':')) name.remove_suffix(1);
  if (name.empty() || !std::all_of(name.begin(), name.end(), is_name_letter)) return false;
  link.class_name = name;
  link.message = end < line.size() ? line.substr(end + 2) : std::string_view();
  return true;
}

std::size_t read_short_frame(std::string_view line, SourcePlace& frame) {
  const auto at = line.find(".py:");
  if (at == line.npos || at == 0 || line.front() == ' ') return 0;
  const std::string_view rest = line.substr(at + 4);
  int number = 0;
  const auto read = std::from_chars(rest.data(), rest.data() + rest.size(), number);
  if (read.ec != std::errc()) return 0;
  const auto digits = static_cast<std::size_t>(read.ptr - rest.data());
  const std::string_view behind = rest.substr(digits);
  if (!behind.starts_with(": ") && behind != ":") return 0;
  frame = {};
  frame.file = line.substr(0, at + 3);
  frame.line = number;
  if (behind.starts_with(": in ")) frame.function = behind.substr(5);
  return at + 4 + digits + std::min<std::size_t>(2, behind.size());
}

bool chains_tracebacks(std::string_view line) { return line == cause_mark || line == context_mark; }

}  // namespace gate

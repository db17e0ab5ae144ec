#include "gate/pipeline/excerpt.h"

#include <algorithm>
#include <fstream>

namespace gate {
namespace {

constexpr int lines_around = 3;
constexpr std::size_t longest_line = 400;  // bytes

// The next line without its end; what is beyond the longest one is read over, not kept.
bool next_line(std::istream& stream, std::string& line) {
  line.clear();
  bool any = false;
  for (int c = stream.get(); c != std::istream::traits_type::eof(); c = stream.get()) {
    any = true;
    if (c == '\n') break;
    if (line.size() < longest_line) line += static_cast<char>(c);
  }
  if (!line.empty() && line.back() == '\r') line.pop_back();
  return any;
}

}  // namespace

Excerpt read_excerpt(const std::filesystem::path& file, int line) {
  std::error_code failed;
  if (line <= 0 || !std::filesystem::is_regular_file(file, failed)) return {};
  std::ifstream stream(file, std::ios::binary);
  Excerpt excerpt{std::max(1, line - lines_around), {}};
  std::string text;
  int number = 1;
  for (; number <= line + lines_around && next_line(stream, text); ++number) {
    if (number >= excerpt.first_line) excerpt.lines.push_back(text);
  }
  return number > line ? excerpt : Excerpt{};
}

}  // namespace gate

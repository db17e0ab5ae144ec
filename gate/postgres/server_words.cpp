#include "gate/postgres/server_words.h"

#include <fmt/format.h>

#include <fstream>

namespace gate {
namespace {

constexpr std::streamoff bytes_read = 64 * 1024;

std::string_view trimmed(std::string_view text) {
  const auto end = text.find_last_not_of(" \t\r\n");
  return text.substr(0, end == std::string_view::npos ? 0 : end + 1);
}

}  // namespace

std::string last_lines(std::string_view text, std::size_t lines) {
  text = trimmed(text);
  std::size_t start = text.size();
  while (lines > 0 && start != 0) {
    const auto newline = text.rfind('\n', start - 1);
    start = newline == std::string_view::npos ? 0 : newline;
    --lines;
  }
  if (start < text.size() && text[start] == '\n') ++start;
  return std::string(text.substr(start));
}

std::string last_lines_of(const std::filesystem::path& file, std::size_t lines) {
  std::ifstream stream(file, std::ios::binary | std::ios::ate);
  if (!stream) return {};
  const std::streamoff size = stream.tellg();
  stream.seekg(std::max<std::streamoff>(0, size - bytes_read));
  const std::string text((std::istreambuf_iterator<char>(stream)), {});
  return last_lines(text, lines);
}

Error trouble(std::string_view what, std::string_view words, const std::filesystem::path& folder) {
  const std::string tail = last_lines(words, 10);
  Error error{ErrorCode::infrastructure,
              tail.empty() ? std::string(what) : fmt::format("{}:\n{}", what, tail)};
  if (words.find("No space left on device") != std::string_view::npos) {
    error.message = fmt::format("no space left in {}: {}", folder.string(), error.message);
    error.hint = "Make room, or set TMPDIR to a folder that has some.";
  } else if (words.find("Permission denied") != std::string_view::npos) {
    error.hint = fmt::format(
        "Set TMPDIR to a folder that the user PostgreSQL runs as may enter; this run's is {}.",
        folder.string());
  }
  return error;
}

}  // namespace gate

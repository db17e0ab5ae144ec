#include "gate/tree/text_file.h"

#include <fmt/format.h>
#include <sys/stat.h>

#include <algorithm>
#include <cerrno>
#include <fstream>
#include <system_error>

namespace gate {
namespace {

Error wrong(const std::string& name, std::string_view found, std::string_view expected,
            std::string_view hint) {
  return {ErrorCode::declaration,
          fmt::format("{}: found {}, expected {}", name, found, expected),
          std::string(hint),
          {},
          {}};
}

Error unreadable(const std::string& name, int reason) {
  if (reason == ENOENT || reason == ENOTDIR) {
    return wrong(name, "no such file", "a file", "Make the file, or mend the path to it.");
  }
  return wrong(
      name, fmt::format("a file that cannot be read ({})", std::generic_category().message(reason)),
      "one that can", "Let the user that runs the gate read the file.");
}

}  // namespace

Result<std::string> read_text_file(const std::filesystem::path& file, const std::string& name,
                                   std::size_t most_mib) {
  struct stat facts {};
  if (stat(file.c_str(), &facts) != 0) return unreadable(name, errno);
  if (S_ISDIR(facts.st_mode)) {
    return wrong(name, "a folder", "a file", "Put a file there, or mend the path to it.");
  }
  // A pipe would block and a device never end.
  if (!S_ISREG(facts.st_mode)) {
    return wrong(name, "something that is neither file nor folder", "a file",
                 "Put a regular file there.");
  }
  errno = 0;
  std::ifstream stream(file, std::ios::binary);
  if (!stream) return unreadable(name, errno);
  const std::size_t largest = most_mib << 20;
  std::string text(std::min(static_cast<std::size_t>(facts.st_size), largest) + 1, '\0');
  stream.read(text.data(), static_cast<std::streamsize>(text.size()));
  if (stream.bad()) return unreadable(name, errno);
  text.resize(static_cast<std::size_t>(stream.gcount()));
  if (text.size() > largest) {
    return wrong(name, fmt::format("more than {} MiB", most_mib), "a smaller file",
                 "Check that it is the right file.");
  }
  return text;
}

}  // namespace gate

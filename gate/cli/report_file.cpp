#include "gate/cli/report_file.h"

#include <fmt/format.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstdlib>
#include <cstring>
#include <filesystem>
#include <string_view>

namespace gate {
namespace {

namespace fs = std::filesystem;

// Where a symbolic link leads, however many there are in a row.
fs::path behind_links(const std::string& path) {
  std::error_code failed;
  const fs::path whole = fs::absolute(path, failed);
  if (failed) return path;
  const fs::path real = fs::weakly_canonical(whole, failed);
  return failed ? whole : real;
}

Error unwritable(std::string why) {
  return {ErrorCode::usage, std::move(why),
          "Name a file in a folder that exists and that you may write."};
}

bool write_all(int descriptor, std::string_view text) {
  while (!text.empty()) {
    const ssize_t written = ::write(descriptor, text.data(), text.size());
    if (written < 0 && errno == EINTR) continue;
    if (written <= 0) return false;
    text.remove_prefix(static_cast<std::size_t>(written));
  }
  return true;
}

// As open(2) would make a file, which mkstemp(3) does not.
mode_t usual_mode() {
  const mode_t mask = ::umask(0);
  ::umask(mask);
  return 0666 & ~mask;
}

}  // namespace

Result<void> check_report_file(const std::string& path) {
  std::error_code failed;
  const fs::path file = behind_links(path);
  const fs::path folder = file.parent_path();
  if (fs::is_directory(file, failed)) return unwritable("cannot be written: it is a folder");
  if (fs::exists(file, failed) && !fs::is_regular_file(file, failed)) {
    return unwritable("cannot be written: it is no plain file");
  }
  if (!fs::is_directory(folder, failed)) {
    return unwritable(fmt::format("cannot be written: there is no folder {}", folder.string()));
  }
  if (::access(folder.c_str(), W_OK | X_OK) != 0 ||
      (::access(file.c_str(), F_OK) == 0 && ::access(file.c_str(), W_OK) != 0)) {
    return unwritable(fmt::format("cannot be written: {}", std::strerror(errno)));
  }
  return {};
}

Result<void> write_report_file(const std::string& path, const std::string& text) {
  const std::string file = behind_links(path).string();
  std::string beside = file + ".XXXXXX";
  const int descriptor = ::mkstemp(beside.data());
  bool good = descriptor >= 0;
  if (good) {
    good = write_all(descriptor, text) && ::fchmod(descriptor, usual_mode()) == 0;
    good = ::close(descriptor) == 0 && good;
    good = good && ::rename(beside.c_str(), file.c_str()) == 0;
  }
  if (good) return {};
  const int problem = errno;
  if (descriptor >= 0) ::unlink(beside.c_str());
  return Error{ErrorCode::infrastructure,
               fmt::format("cannot write {}: {}", path, std::strerror(problem)),
               "See whether the disk is full, and whether the folder is still there."};
}

}  // namespace gate

#include "gate/init/new_file.h"

#include <fcntl.h>
#include <fmt/format.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>
#include <string>

namespace gate {
namespace {

namespace fs = std::filesystem;

constexpr mode_t for_all_to_read = 0666;  // less the umask

Error cannot_write(const fs::path& file, int problem) {
  return {ErrorCode::infrastructure,
          fmt::format("cannot write {}: {}", file.string(), std::strerror(problem)),
          "Run gate init where you may write, or see with --dry-run what it would write."};
}

// An open file, gone from the disk as soon as it is closed unless it got its name.
class Unnamed {
 public:
  explicit Unnamed(const fs::path& file) {
    const auto folder = file.parent_path();
    descriptor_ = ::open(folder.c_str(), O_TMPFILE | O_WRONLY | O_CLOEXEC, for_all_to_read);
    // Some file systems have no files without a name.
    if (descriptor_ >= 0 || (errno != EOPNOTSUPP && errno != EISDIR)) return;
    name_ = folder / fmt::format(".{}.{}", file.filename().string(), ::getpid());
    descriptor_ = ::open(name_.c_str(), O_CREAT | O_EXCL | O_WRONLY | O_CLOEXEC, for_all_to_read);
  }
  ~Unnamed() {
    if (descriptor_ >= 0) ::close(descriptor_);
    if (!name_.empty()) ::unlink(name_.c_str());
  }
  Unnamed(const Unnamed&) = delete;
  Unnamed& operator=(const Unnamed&) = delete;

  bool is_open() const { return descriptor_ >= 0; }

  bool write(std::string_view text) const {
    while (!text.empty()) {
      const auto done = ::write(descriptor_, text.data(), text.size());
      if (done < 0 && errno == EINTR) continue;
      if (done <= 0) return false;
      text.remove_prefix(static_cast<std::size_t>(done));
    }
    return ::fsync(descriptor_) == 0;
  }

  bool call(const fs::path& file) const {
    const std::string from =
        name_.empty() ? fmt::format("/proc/self/fd/{}", descriptor_) : name_.string();
    return ::linkat(AT_FDCWD, from.c_str(), AT_FDCWD, file.c_str(), AT_SYMLINK_FOLLOW) == 0;
  }

 private:
  int descriptor_ = -1;
  fs::path name_;
};

}  // namespace

Result<bool> write_new_file(const fs::path& file, std::string_view text) {
  const Unnamed fresh(file);
  if (!fresh.is_open() || !fresh.write(text)) return cannot_write(file, errno);
  if (fresh.call(file)) return true;
  if (errno == EEXIST) return false;
  return cannot_write(file, errno);
}

}  // namespace gate

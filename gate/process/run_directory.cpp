#include "gate/process/run_directory.h"

#include <fcntl.h>
#include <fmt/format.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <sys/statvfs.h>
#include <unistd.h>

#include <array>
#include <cstdlib>
#include <cstring>
#include <fstream>
#include <random>
#include <set>
#include <utility>

namespace gate {
namespace {

namespace fs = std::filesystem;
constexpr std::string_view prefix = "gate-";
constexpr std::uintmax_t room_wanted = 512ull << 20;
constexpr auto time_to_lock = std::chrono::seconds(60);

fs::path temporary_folder() {
  const char* named = std::getenv("TMPDIR");
  return named != nullptr && *named != '\0' ? fs::path(named) : fs::path();
}

bool has_room(const fs::path& folder) {
  struct statvfs facts {};
  return ::statvfs(folder.c_str(), &facts) == 0 && ::access(folder.c_str(), W_OK | X_OK) == 0 &&
         static_cast<std::uintmax_t>(facts.f_bavail) * facts.f_frsize >= room_wanted;
}

// What the user names comes first; memory is quicker than a disk where there is enough of it.
fs::path choose_base() {
  if (const auto named = temporary_folder(); !named.empty()) return fs::absolute(named);
  return has_room("/dev/shm") ? "/dev/shm" : "/tmp";
}

std::string random_id() {
  static constexpr std::string_view letters = "abcdefghijkmnpqrstuvwxyz23456789";
  std::random_device source;
  std::string id(8, ' ');
  for (char& letter : id) letter = letters[source() % letters.size()];
  return id;
}

// The lock file's descriptor when nobody else holds it, else -1.
int try_lock(const fs::path& folder) {
  const int lock = ::open((folder / ".lock").c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0600);
  if (lock < 0) return -1;
  if (::flock(lock, LOCK_EX | LOCK_NB) == 0) return lock;
  ::close(lock);
  return -1;
}

bool is_ours(const fs::path& folder) {
  struct stat facts {};
  return ::lstat(folder.c_str(), &facts) == 0 && S_ISDIR(facts.st_mode) &&
         facts.st_uid == ::geteuid();
}

// Just made and not locked yet, or already locked by its gate: not dead.
bool is_dead(const fs::path& folder) {
  std::error_code failed;
  if (fs::exists(folder / ".kept", failed)) return false;
  if (!fs::exists(folder / ".lock", failed)) {
    const auto age = fs::file_time_type::clock::now() - fs::last_write_time(folder, failed);
    return !failed && age > time_to_lock;
  }
  const int lock = try_lock(folder);
  if (lock < 0) return false;
  ::close(lock);
  return true;
}

}  // namespace

fs::path RunDirectory::choose() {
  const fs::path base = choose_base();
  fs::path chosen;
  std::error_code ignored;
  do {
    chosen = base / (std::string(prefix) + random_id());
  } while (fs::exists(chosen, ignored));
  return chosen;
}

Result<RunDirectory> RunDirectory::create(const fs::path& chosen) {
  RunDirectory made;
  // mkdir obeys the umask; the user that PostgreSQL runs as has to pass through.
  if (::mkdir(chosen.c_str(), 0711) == 0) {
    made.path_ = chosen;
    made.id_ = chosen.filename().string().substr(prefix.size());
    if (::chmod(chosen.c_str(), 0711) == 0) made.lock_ = try_lock(chosen);
  }
  if (made.lock_ < 0) {
    const std::string reason = std::strerror(errno);
    return Error{
        ErrorCode::infrastructure,
        fmt::format("cannot make a folder in {}: {}", chosen.parent_path().string(), reason),
        "Set TMPDIR to a folder with room that you may write."};
  }
  return made;
}

RunDirectory::RunDirectory(RunDirectory&& other) noexcept
    : path_(std::move(other.path_)),
      id_(std::move(other.id_)),
      lock_(std::exchange(other.lock_, -1)),
      kept_(other.kept_) {
  other.path_.clear();
}

RunDirectory::~RunDirectory() {
  if (!path_.empty() && !kept_) remove_folder(path_);
  if (lock_ >= 0) ::close(lock_);
}

Result<void> RunDirectory::record(const Leftover& leftover) {
  std::ofstream manifest(path_ / ".manifest", std::ios::app);
  manifest << leftover.kind << '\t' << leftover.engine << '\t' << leftover.name << '\n';
  manifest.flush();
  if (manifest.good()) return {};
  return Error{ErrorCode::infrastructure,
               fmt::format("cannot write {}", (path_ / ".manifest").string()),
               "Set TMPDIR to a folder with room that you may write."};
}

void RunDirectory::keep() {
  kept_ = true;
  std::ofstream(path_ / ".kept") << "left up by --keep\n";
}

std::vector<Leftover> read_manifest(const fs::path& run_directory) {
  std::vector<Leftover> all;
  std::ifstream manifest(run_directory / ".manifest");
  // A last line without its end was being written when the run died: nothing of it was made yet.
  for (std::string line; std::getline(manifest, line) && !manifest.eof();) {
    const auto first = line.find('\t');
    const auto second = line.find('\t', first + 1);
    if (first == std::string::npos || second == std::string::npos) continue;
    all.push_back({line.substr(0, first), line.substr(first + 1, second - first - 1),
                   line.substr(second + 1)});
  }
  return all;
}

std::vector<fs::path> dead_run_directories() {
  std::vector<fs::path> dead;
  std::set<fs::path> bases{"/dev/shm", "/tmp"};
  if (const auto named = temporary_folder(); !named.empty()) bases.insert(fs::absolute(named));
  for (const fs::path& base : bases) {
    std::error_code failed;
    for (const auto& entry : fs::directory_iterator(base, failed)) {
      const std::string name = entry.path().filename();
      if (name.starts_with(prefix) && name.size() == prefix.size() + 8 && is_ours(entry.path()) &&
          is_dead(entry.path())) {
        dead.push_back(entry.path());
      }
    }
  }
  return dead;
}

bool remove_folder(const fs::path& folder) noexcept {
  std::error_code failed;
  fs::remove_all(folder, failed);
  return !fs::exists(folder, failed);
}

}  // namespace gate

#include "gate/postgres/template_store.h"

#include <fcntl.h>
#include <fmt/format.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cstdlib>
#include <fstream>
#include <utility>

#include "gate/postgres/private_file.h"
#include "gate/postgres/wait.h"

namespace gate {
namespace {

namespace fs = std::filesystem;
using namespace std::chrono_literals;

constexpr std::string_view prefix = "postgres-";
constexpr std::string_view unfinished = "unfinished-";

fs::path cache_base() {
  const char* cache = std::getenv("XDG_CACHE_HOME");
  if (cache != nullptr && *cache == '/') return cache;
  const char* home = std::getenv("HOME");
  return home != nullptr && *home == '/' ? fs::path(home) / ".cache" : fs::path();
}

bool usable(const fs::path& folder) {
  std::error_code failed;
  fs::create_directories(folder.parent_path(), failed);
  ::mkdir(folder.c_str(), 0700);
  return is_ours_alone(folder) && ::access(folder.c_str(), W_OK | X_OK) == 0;
}

fs::path choose_folder(const fs::path& run_directory) {
  const fs::path base = cache_base();
  if (!base.empty() && usable(base / "gate")) return base / "gate";
  const fs::path own = run_directory / "template";
  ::mkdir(own.c_str(), 0700);
  return own;
}

// The programs as a line of text: another package version gives another line.
std::string identity_of(const fs::path& program) {
  struct stat facts {};
  if (::stat(program.c_str(), &facts) != 0) return {};
  return fmt::format("{} {} {}.{:09}", program.string(), facts.st_size, facts.st_mtim.tv_sec,
                     facts.st_mtim.tv_nsec);
}

std::string program_in(const std::string& identity) {
  const auto time = identity.rfind(' ');
  const auto size = time == std::string::npos || time == 0 ? time : identity.rfind(' ', time - 1);
  return identity.substr(0, size == std::string::npos ? 0 : size);
}

// FNV-1a: the same on every machine and in every build, which std::hash is not.
std::uint64_t hash_of(std::string_view text) {
  std::uint64_t hash = 14695981039346656037ull;
  for (const unsigned char byte : text) hash = (hash ^ byte) * 1099511628211ull;
  return hash;
}

}  // namespace

TemplateStore::TemplateStore(const fs::path& run_directory, const fs::path& postgres_program,
                             const std::string& recipe)
    : folder_(choose_folder(run_directory)), programs_(identity_of(postgres_program)) {
  place_ = folder_ / fmt::format("{}{:016x}", prefix, hash_of(programs_ + '\n' + recipe));
}

std::optional<Template> TemplateStore::find() const {
  const fs::path archive = place_ / "data.tar";
  const fs::path password = place_ / "password";
  if (!is_ours_alone(place_) || !is_ours_alone(archive) || !is_ours_alone(password)) {
    return std::nullopt;
  }
  return Template{archive, read_line(password)};
}

TemplateStore::Lock::Lock(Lock&& other) noexcept
    : descriptor_(std::exchange(other.descriptor_, -1)) {}

TemplateStore::Lock::~Lock() {
  if (descriptor_ >= 0) ::close(descriptor_);
}

std::optional<TemplateStore::Lock> TemplateStore::lock(const Deadline& deadline,
                                                       const Interrupt& interrupt) const {
  const fs::path file = folder_ / "lock";
  const int descriptor = ::open(file.c_str(), O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0600);
  if (descriptor < 0) return std::nullopt;
  Lock lock(descriptor);
  while (::flock(descriptor, LOCK_EX | LOCK_NB) != 0) {
    if (pause_for(5ms, deadline, interrupt) != Woken::ready) return std::nullopt;
  }
  return lock;
}

void TemplateStore::put(const std::string& password,
                        const std::function<bool(const fs::path&)>& archive) const {
  prune();
  std::error_code failed;
  const fs::path making = folder_ / fmt::format("{}{}", unfinished, ::getpid());
  fs::remove_all(making, failed);
  if (::mkdir(making.c_str(), 0700) != 0) return;
  if (archive(making / "data.tar") && write_private_file(making / "password", password) &&
      write_private_file(making / "programs", programs_)) {
    ::chmod((making / "data.tar").c_str(), 0600);
    fs::remove_all(place_, failed);
    fs::rename(making, place_, failed);
  }
  fs::remove_all(making, failed);
}

void TemplateStore::prune() const {
  std::error_code failed;
  for (const auto& entry : fs::directory_iterator(folder_, failed)) {
    const std::string name = entry.path().filename();
    const std::string programs = read_line(entry.path() / "programs");
    const bool orphan = name.starts_with(prefix) && identity_of(program_in(programs)) != programs;
    if (orphan || name.starts_with(unfinished)) fs::remove_all(entry.path(), failed);
  }
}

}  // namespace gate

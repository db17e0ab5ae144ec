#include "gate/postgres/server_user.h"

#include <pwd.h>
#include <unistd.h>

#include <array>

namespace gate {
namespace {

std::optional<UserIdentity> look_up(const char* name) {
  passwd entry{};
  passwd* found = nullptr;
  std::array<char, 16384> buffer{};
  ::getpwnam_r(name, &entry, buffer.data(), buffer.size(), &found);
  if (found == nullptr) return std::nullopt;
  return UserIdentity{name, entry.pw_uid, entry.pw_gid};
}

}  // namespace

Result<std::optional<UserIdentity>> server_user() {
  if (::geteuid() != 0) return std::optional<UserIdentity>();
  for (const char* name : {"postgres", "nobody"}) {
    if (auto user = look_up(name)) return user;
  }
  return Error{ErrorCode::no_server,
               "postgresql does not run as root, and there is no user postgres or nobody",
               "Run gate as an ordinary user, or add a user named postgres."};
}

}  // namespace gate

#include "gate/postgres/password.h"

#include <sys/random.h>

#include <array>
#include <string_view>

namespace gate {

std::string random_password() {
  // 32 letters: five bits of each byte choose one, and each is as likely as any other.
  static constexpr std::string_view letters = "abcdefghijkmnpqrstuvwxyz23456789";
  static_assert(letters.size() == 32);
  std::array<unsigned char, 32> bytes{};
  // Up to 256 bytes come whole and are never interrupted once the kernel's pool is ready.
  while (::getrandom(bytes.data(), bytes.size(), 0) != static_cast<ssize_t>(bytes.size())) {
  }
  std::string password;
  for (const unsigned char byte : bytes) password += letters[byte % letters.size()];
  return password;
}

}  // namespace gate

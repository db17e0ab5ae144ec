#include "gate/postgres/version.h"

#include <charconv>

namespace gate {

int major_version_in(std::string_view text) {
  const auto digit = text.find_first_of("0123456789");
  if (digit == std::string_view::npos) return 0;
  int major = 0;
  std::from_chars(text.data() + digit, text.data() + text.size(), major);
  return major;
}

}  // namespace gate

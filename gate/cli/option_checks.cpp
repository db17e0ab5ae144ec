#include "gate/cli/option_checks.h"

#include <charconv>

namespace gate {

std::function<std::string(const std::string&)> between(int least, int most) {
  return [=](const std::string& text) {
    int number = 0;
    const char* const end = text.data() + text.size();
    const auto read = std::from_chars(text.data(), end, number);
    const bool good =
        read.ec == std::errc() && read.ptr == end && number >= least && number <= most;
    return good ? std::string()
                : fmt::format("found {}, expected a whole number from {} to {}", text, least, most);
  };
}

}  // namespace gate

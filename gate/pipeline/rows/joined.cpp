#include "gate/pipeline/rows/joined.h"

namespace gate {

std::vector<std::string> split_joined(const std::optional<std::string>& joined) {
  std::vector<std::string> parts;
  if (!joined) return parts;
  std::size_t begin = 0;
  for (;;) {
    const auto end = joined->find('\x1f', begin);
    parts.push_back(joined->substr(begin, end - begin));
    if (end == std::string::npos) return parts;
    begin = end + 1;
  }
}

}  // namespace gate

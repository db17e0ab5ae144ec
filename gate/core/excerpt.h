// Lines of a source file around a place in it, as they stand in the file: not printable yet.
#pragma once

#include <string>
#include <vector>

namespace gate {

struct Excerpt {
  int first_line = 0;              // the number of the first one
  std::vector<std::string> lines;  // without line ends; none: the file could not be read
  bool operator==(const Excerpt&) const = default;
};

}  // namespace gate

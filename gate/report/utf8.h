// Text as code points, and how many columns of a terminal it takes.
#pragma once

#include <cstddef>
#include <string_view>

namespace gate {

struct CodePoint {
  char32_t value = 0;
  std::size_t length = 0;  // bytes it takes
  bool valid = false;      // an invalid byte is taken alone, as U+FFFD
};

// The first one of a text that is not empty.
CodePoint first_code_point(std::string_view text);
// Columns, without knowing the terminal: 0 for marks that combine, 2 for wide letters and emoji.
int display_width(std::string_view text);
int display_width(char32_t point);

}  // namespace gate

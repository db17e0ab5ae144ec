// Which part of a finding's line is underlined: what the finding is about.
#pragma once

#include <cstddef>
#include <string_view>

#include "gate/core/finding.h"

namespace gate {

// Part of a line, in bytes.
struct Span {
  std::size_t from = 0;
  std::size_t size = 0;
};

// What the finding is about, where the line (as it is shown) has it by name; else all of the line;
// nothing of one that is empty.
Span underlined(const Finding& finding, std::string_view line);

}  // namespace gate

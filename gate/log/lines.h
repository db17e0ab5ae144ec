// Text as lines, without their ends; Windows line ends are taken off as well.
#pragma once

#include <string_view>
#include <vector>

namespace gate {

std::vector<std::string_view> split_lines(std::string_view text);

}  // namespace gate

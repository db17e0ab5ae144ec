// Text broken into lines that fit a number of columns.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace gate {

// Breaks at blanks where it can; a word that is longer than a line is cut. Newlines in the text
// stay. Takes printable text; never gives an empty list.
std::vector<std::string> wrapped(std::string_view text, int width);
// The same with a first line of another width.
std::vector<std::string> wrapped(std::string_view text, int first_width, int width);
// As much of it as fits, with an ellipsis in place of the rest.
std::string shortened(std::string_view text, int width);

}  // namespace gate

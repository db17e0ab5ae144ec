// A name found in a text where it stands by itself, not as part of a longer one.
#pragma once

#include <string_view>

namespace gate {

// Where it begins; npos where it is not, and of an empty one.
std::string_view::size_type find_word(std::string_view text, std::string_view word);

}  // namespace gate

// The known word that somebody probably meant, for "did you mean".
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace gate {

// The one with the fewest letters to change; empty where none is near enough to be meant.
std::string nearest(std::string_view word, const std::vector<std::string_view>& known);
// The letters to change, add or leave out to make one word of the other (Levenshtein).
std::size_t edit_distance(std::string_view left, std::string_view right);

}  // namespace gate

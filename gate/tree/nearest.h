// The known word that somebody probably meant, for "did you mean".
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace gate {

// The one with the fewest letters to change; empty where none is near enough to be meant.
std::string nearest(std::string_view word, const std::vector<std::string_view>& known);

}  // namespace gate

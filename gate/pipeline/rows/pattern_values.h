// Texts that match a pattern of a CHECK constraint: simple regular expressions and LIKE.
//
// A guess that PostgreSQL checks: what is too clever (look-around, back references) gives nothing
// or something that does not match. Sources: PostgreSQL manual, 9.7 "Pattern Matching".
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace gate {

// A few texts that differ where the pattern lets them.
std::vector<std::string> texts_for_regex(std::string_view regex);
// % is taken as nothing or as some text; of SIMILAR TO the rest is taken as a regular expression.
std::vector<std::string> texts_for_template(std::string_view like);

}  // namespace gate

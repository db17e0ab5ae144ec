// Values of the types that PostgreSQL and its best known extensions have of their own.
//
// Sources: PostgreSQL manual, chapter 8 "Data Types"; the modifiers' meaning, 53.7 "pg_attribute".
#pragma once

#include <cstddef>
#include <optional>
#include <string>

namespace gate {

// The n-th value of the base type of this name; nothing where the name is not known.
std::optional<std::string> builtin_value(const std::string& type, int modifier, std::size_t n);
// A text of at most so many characters (0: as many as it likes).
std::string word(std::size_t n, std::size_t longest);

}  // namespace gate

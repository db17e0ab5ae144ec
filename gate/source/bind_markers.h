// Bind markers as people and drivers write them, made into PostgreSQL's own $n, which is all that
// its parser takes.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace gate {

// Which kinds of marker are taken for one; :name and %(name)s always are.
enum class MarkerKinds { named, percent, question };

struct NumberedSql {
  std::string sql;
  std::vector<std::string> names;  // of $1, $2, ...: a name, or the place from 0 as a number
};

NumberedSql number_markers(std::string_view sql, MarkerKinds kinds);

}  // namespace gate

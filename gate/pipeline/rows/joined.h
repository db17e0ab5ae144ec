// Lists that PostgreSQL hands over in one value: joined by a character that no name holds.
#pragma once

#include <optional>
#include <string>
#include <vector>

namespace gate {

// Of string_agg(..., chr(31)); none for NULL.
std::vector<std::string> split_joined(const std::optional<std::string>& joined);

}  // namespace gate

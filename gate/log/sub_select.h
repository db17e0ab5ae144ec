// Whether a statement in a log takes a column's value from a sub-select.
#pragma once

#include <string_view>

namespace gate {

// "INSERT INTO t (a, b) VALUES (1, (SELECT ...))" for b, "UPDATE t SET b = (SELECT ...)" for b.
// False where the statement is cut off before it says so.
bool has_sub_select_for(std::string_view statement, std::string_view column);

}  // namespace gate

// A line of a log as it would be read on a screen: without colours and other control sequences.
#pragma once

#include <string>
#include <string_view>

namespace gate {

// Takes off escape sequences, NULs and other controls but tabs, and the carriage return of a
// Windows line end; of a line that repaints itself ("10 %\r20 %") what stays on the screen.
// `room` holds the result where it differs from the line.
std::string_view plain_text(std::string_view line, std::string& room);

}  // namespace gate

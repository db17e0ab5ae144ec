// Foreign text made harmless: what a migration prints or raises must not be able to repaint the
// terminal, hide what stands beside it or talk to the CI runner that reads the log.
#pragma once

#include <string>
#include <string_view>

namespace gate {

// Whether it reorders or hides what stands beside it: C1 controls, marks of direction, separators.
bool misleads(char32_t point);
// Valid UTF-8 without control characters but newline: tabs become blanks, colours go, other
// control characters become their pictures (ESC is shown as ␛).
std::string printable(std::string_view text);
// The same on one line.
std::string printable_line(std::string_view text);

}  // namespace gate

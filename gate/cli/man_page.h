// The man page gate(1), in the man macros that every roff knows.
#pragma once

#include <string>

#include "gate/cli/command_line_shape.h"

namespace gate {

// `version`: "0.1.0". `date`: of the release, not of the printing; may be empty.
std::string man_page(const CommandLineShape& shape, const std::string& version,
                     const std::string& date);

}  // namespace gate

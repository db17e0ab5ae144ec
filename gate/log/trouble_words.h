// Words by which a log says that the machine, the server or the connection failed.
#pragma once

#include <string_view>

#include "gate/core/log_failure.h"

namespace gate {

// What a driver's or the server's message says.
Trouble trouble_in_message(std::string_view message);
// The same of a line by itself, in the form in which a tool prints it: psql, a shell, the kernel,
// docker, a CI runner.
Trouble trouble_in_line(std::string_view line);

// Whether the line, by itself, says that something failed: an error of some tool's, a runner's
// mark.
bool says_failed(std::string_view line);
// The exit status that the line tells of; -1 where it tells of none.
int exit_status_in(std::string_view line);

}  // namespace gate

// What GitHub's runner takes for a command to itself in a line of a log, and text that it does not.
//
// A command is a line `::name key=value,...::data`, after whatever blanks; an older form,
// `##[name]data`, counts wherever it stands in a line (printable.h breaks that one).
#pragma once

#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace gate {

using CommandProperties = std::vector<std::pair<std::string, std::string>>;

// The line of a command, escaped as the runner unescapes it; properties that are empty are left
// out. Ends with a newline.
std::string workflow_command(std::string_view name, const CommandProperties& properties,
                             std::string_view data);
// The line, changed where the runner would take it for a command.
std::string without_command(std::string_view line);
// Foreign text of several lines, printable and without commands.
std::string harmless_lines(std::string_view text);

}  // namespace gate

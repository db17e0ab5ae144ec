// The completion scripts: what a shell asks when somebody presses the tab key in a line of gate's.
//
// Made from the shape of the command line alone. What only the moment knows, the script asks for:
// trees from `gate list --names`, refs from git; where these fail, it offers nothing and is silent.
#pragma once

#include <string>

#include "gate/cli/command_line_shape.h"

namespace gate {

std::string bash_completion(const CommandLineShape& shape);
std::string zsh_completion(const CommandLineShape& shape);
std::string fish_completion(const CommandLineShape& shape);

}  // namespace gate

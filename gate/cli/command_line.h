// The command line as CLI11 knows it: sub-commands, options and their help, the one source of what
// is parsed, of --help, and of whatever else tells people or shells of the options.
#pragma once

#include <memory>

#include "gate/cli/options.h"

namespace CLI {
class App;
}

namespace gate {

// Parsing it fills `options`, which has to live as long.
std::shared_ptr<CLI::App> make_command_line(Options& options);

}  // namespace gate

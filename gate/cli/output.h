// stdout: how wide and colourful it may be, and whether what is written to it arrives.
#pragma once

#include <string>

#include "gate/cli/options.h"
#include "gate/core/exit_code.h"
#include "gate/report/render.h"

namespace gate {

// The terminal's width, or 100; colour on a terminal unless NO_COLOR says no.
TextStyle text_style(const Options& options);
// False when the result is lost; a reader that went away (`gate | head`) wanted no more of it.
bool print(const std::string& text);
// Says on stderr that the result is lost, and gives the exit code for it.
ExitCode lost_result();

}  // namespace gate

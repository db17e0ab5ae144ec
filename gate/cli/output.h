// stdout: how wide and colourful it may be, and whether what is written to it arrives.
#pragma once

#include <string>

#include "gate/cli/options.h"
#include "gate/core/error.h"
#include "gate/core/exit_code.h"
#include "gate/core/report.h"
#include "gate/report/render.h"

namespace gate {

// The terminal's width, or 100; colour on a terminal unless NO_COLOR says no.
TextStyle text_style(const Options& options);
// False when the result is lost; a reader that went away (`gate | head`) wanted no more of it.
bool print(const std::string& text);
// Says on stderr that the result is lost, and gives the exit code for it.
ExitCode lost_result();

// Whether every report that is asked for can be written; found out before the work starts.
Result<void> check_writable(const Options& options);
// Prints the text, or instead of it the report that is asked for on stdout, and writes the files
// that are asked for, and those of GitHub Actions. Gives `code`, or the worse one of a result that
// was lost.
ExitCode write_result(const Options& options, const Report& report, const std::string& text,
                      ExitCode code);
// The end of a command that makes a report and could not begin its work: says why on stderr, and in
// every report that was asked for. Gives the exit code.
ExitCode refuse(const Options& options, const Error& error);
// The same where a report cannot be written: none is, and on GitHub Actions the step's summary and
// outputs say so.
ExitCode refuse_to_write(const Options& options, const Error& error);
// The same as write_result of a result that has these two forms only.
ExitCode write_result(const Options& options, const std::string& json, const std::string& text,
                      ExitCode code);

}  // namespace gate

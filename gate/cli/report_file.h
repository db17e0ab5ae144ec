// A report's file: written beside its place and renamed into it, so that nobody ever reads half a
// report, and an older one stays until the new one is whole.
#pragma once

#include <string>

#include "gate/core/error.h"

namespace gate {

// Whether such a file could be written there now; an Error that says why not. Writes nothing.
Result<void> check_report_file(const std::string& path);
// Writes it; an Error (infrastructure) when that fails, with nothing of the new one left. A
// symbolic link stays one: what it leads to is replaced.
Result<void> write_report_file(const std::string& path, const std::string& text);

}  // namespace gate

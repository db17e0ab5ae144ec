// The page's style sheet and script as they were at build time: report.css and report.js.
#pragma once

#include "gate/core/embedded_file.h"

namespace gate {

std::vector<EmbeddedFile> embedded_assets();

}  // namespace gate

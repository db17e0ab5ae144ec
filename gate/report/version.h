// What `gate --version` prints, as text (version_text.cpp) and as JSON (version_json.cpp).
#pragma once

#include <string>

#include "gate/core/version_report.h"

namespace gate {

// The first line is gate's own version and commit.
std::string render_version_text(const VersionReport& report);
std::string render_version_json(const VersionReport& report);

}  // namespace gate

// The Python driver's files as they were at build time.
#pragma once

#include <string_view>
#include <vector>

namespace gate {

struct EmbeddedFile {
  std::string_view name;  // relative: "gate_driver.py", "cli/sitecustomize.py"
  std::string_view text;
};

std::vector<EmbeddedFile> embedded_driver();

}  // namespace gate

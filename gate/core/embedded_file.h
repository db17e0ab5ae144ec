// A file as it was at build time, carried inside the binary (gate/embed.cmake).
#pragma once

#include <string_view>
#include <vector>

namespace gate {

struct EmbeddedFile {
  std::string_view name;  // relative: "gate_driver.py", "cli/sitecustomize.py"
  std::string_view text;
  std::string_view sha256;  // of the text, in hexadecimal
};

}  // namespace gate

// The last words of a server or a tool, and what they mean.
#pragma once

#include <filesystem>
#include <string>
#include <string_view>

#include "gate/core/error.h"

namespace gate {

// The last lines of a text; of a file (empty where it cannot be read).
std::string last_lines(std::string_view text, std::size_t lines = 40);
std::string last_lines_of(const std::filesystem::path& file, std::size_t lines = 40);

// An Error (infrastructure) in which `what` failed with these words. A full disk is told apart:
// the folder is named and the hint says how to use another one.
Error trouble(std::string_view what, std::string_view words, const std::filesystem::path& folder);

}  // namespace gate

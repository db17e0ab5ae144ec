// Writes a file that nobody has yet: whole or not at all, and never over another.
//
// However gate ends meanwhile, no half of it is left.
#pragma once

#include <filesystem>
#include <string_view>

#include "gate/core/error.h"

namespace gate {

// False when something of that name is there already, which is left as it is. An Error
// (infrastructure) when it cannot be written.
Result<bool> write_new_file(const std::filesystem::path& file, std::string_view text);

}  // namespace gate

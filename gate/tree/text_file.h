// Reads one of the small text files that people write: a declaration, an alembic.ini.
#pragma once

#include <filesystem>
#include <string>

#include "gate/core/error.h"

namespace gate {

// All of a regular file of at most 1 MiB. An Error (declaration) calls the file `name` and says
// what was found in its place: nothing, a folder, something that may not be read, too much.
Result<std::string> read_text_file(const std::filesystem::path& file, const std::string& name);

}  // namespace gate

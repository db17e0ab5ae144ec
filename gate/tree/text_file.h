// Reads one of the text files that people write: a declaration, an alembic.ini, a file of SQL.
#pragma once

#include <cstddef>
#include <filesystem>
#include <string>

#include "gate/core/error.h"

namespace gate {

// All of a regular file of at most that many MiB. An Error (declaration) calls the file `name` and
// says what was found in its place: nothing, a folder, something that may not be read, too much.
Result<std::string> read_text_file(const std::filesystem::path& file, const std::string& name,
                                   std::size_t most_mib = 1);
// Of a file of SQL, such as a dump that has rows in it.
constexpr std::size_t most_mib_of_sql = 512;

}  // namespace gate

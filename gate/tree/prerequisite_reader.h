// Reads one entry of a declaration's `prerequisites`.
#pragma once

#include <filesystem>

#include "gate/tree/declaration.h"
#include "gate/tree/json_reader.h"

namespace gate {

// Paths in it are relative to `repository`; a file of SQL is read here.
Prerequisite read_prerequisite(const JsonReader& entry, const std::filesystem::path& repository);

}  // namespace gate

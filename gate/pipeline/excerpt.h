// The lines of a file around a place in it.
#pragma once

#include <filesystem>

#include "gate/core/excerpt.h"

namespace gate {

// A few lines before and after `line`, each cut where it is longer than anyone reads. Empty where
// the file is not a plain one, cannot be read or has no such line.
Excerpt read_excerpt(const std::filesystem::path& file, int line);

}  // namespace gate

// Where a tree's files are, as far as its declaration and its alembic.ini say.
//
// Runs no Python: what only Python can tell (a package:path, a value made of others, a pyproject's)
// is looked for in the repository, and said to be unknown where it is not found.
#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "gate/tree/declaration.h"

namespace gate {

struct TreePlace {
  std::filesystem::path path;  // absolute; a file, or a folder with all that is below it
  std::string what;            // "its declaration", "its migrations"
};

struct TreePlaces {
  std::vector<TreePlace> places;
  std::string unknown;  // which of its files are not among them, in words; empty: all are
};

TreePlaces places_of(const Declaration& declaration);

}  // namespace gate

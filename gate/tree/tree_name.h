// What a tree is called that nobody has named: after the folder that it lies in.
//
// Only the words; whether another tree has the name already is for the caller to see.
#pragma once

#include <filesystem>
#include <string>

namespace gate {

// A name that a declaration may have. `folder`: the one of the alembic.ini, at or below
// `repository`; `folders`: how many folders that say something the name is made of, the last ones.
std::string tree_name_of(const std::filesystem::path& folder,
                         const std::filesystem::path& repository, int folders = 1);

}  // namespace gate

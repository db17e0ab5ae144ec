// What git passes over in a working tree: files and folders that nobody tracks and that its rules
// leave out.
#pragma once

#include <filesystem>
#include <set>

#include "gate/git/repository.h"

namespace gate {

struct IgnoredPaths {
  std::set<std::filesystem::path> folders;  // absolute; of one that is listed, nothing below it is
  std::set<std::filesystem::path> files;
};

// NotKnown: git fails, is too late, or has too much to say.
Known<IgnoredPaths> ignored_paths(const GitRepository& repository, const Deadline& deadline);

}  // namespace gate

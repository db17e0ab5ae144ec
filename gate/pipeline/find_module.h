// Where the repository has a Python module that an import did not find: then it is the path that is
// wrong, and not a package that is missing.
//
// Looks at names only and imports nothing; a few thousand files at most.
#pragma once

#include <filesystem>
#include <string>

namespace gate {

// The folder that has to be on Python's path for `module` ("shop.models") to be found; empty where
// the repository does not have it.
std::filesystem::path find_module(const std::filesystem::path& repository,
                                  const std::string& module);

}  // namespace gate

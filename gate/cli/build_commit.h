// The commit that this binary was built from, from a file that the build makes (commit.cmake) and
// only the executable links: a new commit compiles and links that alone.
#pragma once

#include <string>

namespace gate {

struct BuildCommit {
  std::string id;    // "1a2b3c4", "1a2b3c4-dirty" with changes beside it; "unknown"
  std::string date;  // of the commit, "2026-11-20"; empty where it is unknown
};

// Defined by the executable, not by the library.
BuildCommit build_commit();

}  // namespace gate

// What the `git` program gets for an environment.
#pragma once

#include <string>
#include <vector>

namespace gate {

// This process' environment without what would point git at another repository (a hook that calls
// gate has GIT_DIR and GIT_INDEX_FILE) or have it write traces; plain words, no locks, no network.
std::vector<std::string> git_environment(const std::vector<std::string>& own);

}  // namespace gate

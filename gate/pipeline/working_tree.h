// Where files are below the root of git's working tree: how GitHub, GitLab and editors name them.
#pragma once

#include <filesystem>
#include <string>

namespace gate {

// The nearest folder from `folder` upward that git keeps a working tree in; else the workspace of a
// CI job (GITHUB_WORKSPACE, CI_PROJECT_DIR) that holds it; else the folder itself.
std::filesystem::path working_tree_root(const std::filesystem::path& folder);

// The file seen from there, with slashes; an absolute path where it is not below it.
std::string path_below(const std::filesystem::path& root, const std::filesystem::path& file);

}  // namespace gate

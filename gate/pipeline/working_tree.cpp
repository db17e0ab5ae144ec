#include "gate/pipeline/working_tree.h"

#include <cstdlib>

namespace gate {
namespace {

namespace fs = std::filesystem;

fs::path resolved(const fs::path& path) {
  std::error_code failed;
  const fs::path real = fs::weakly_canonical(path, failed);
  return failed ? path.lexically_normal() : real;
}

bool holds(const fs::path& folder, const fs::path& path) {
  const auto below = path.lexically_relative(folder);
  return !below.empty() && *below.begin() != "..";
}

}  // namespace

fs::path working_tree_root(const fs::path& folder) {
  const fs::path begin = resolved(folder);
  for (fs::path at = begin;; at = at.parent_path()) {
    std::error_code failed;
    if (fs::exists(at / ".git", failed)) return at;
    if (at == at.parent_path()) break;
  }
  for (const char* variable : {"GITHUB_WORKSPACE", "CI_PROJECT_DIR"}) {
    const char* workspace = std::getenv(variable);
    if (workspace == nullptr || *workspace == '\0') continue;
    const fs::path root = resolved(workspace);
    if (holds(root, begin)) return root;
  }
  return begin;
}

std::string path_below(const fs::path& root, const fs::path& file) {
  const fs::path real = resolved(file);
  return holds(root, real) ? real.lexically_relative(root).generic_string() : real.string();
}

}  // namespace gate

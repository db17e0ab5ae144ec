#include "gate/pipeline/find_module.h"

#include <algorithm>
#include <array>
#include <vector>

namespace gate {
namespace {

namespace fs = std::filesystem;

constexpr int deepest = 4;
constexpr int most_entries = 5000;

// What others have put there.
bool is_foreign(const std::string& folder) {
  constexpr std::array names{"node_modules", "site-packages", "venv",       "env",
                             "build",        "dist",          "__pycache__"};
  return folder.starts_with(".") || std::find(names.begin(), names.end(), folder) != names.end();
}

bool is_there(const fs::path& folder, std::string module) {
  std::replace(module.begin(), module.end(), '.', '/');
  std::error_code failed;
  if (fs::is_regular_file(folder / (module + ".py"), failed)) return true;
  const auto package = folder / module;
  if (fs::is_regular_file(package / "__init__.py", failed)) return true;
  // A package without one has to have a module in it.
  if (!fs::is_directory(package, failed)) return false;
  for (const auto& entry : fs::directory_iterator(package, failed)) {
    if (entry.path().extension() == ".py") return true;
  }
  return false;
}

}  // namespace

// Level by level, so that the nearest to the top is found first.
fs::path find_module(const fs::path& repository, const std::string& module) {
  std::vector<fs::path> level{repository};
  int entries = 0;
  for (int depth = 0; depth <= deepest && !level.empty(); ++depth) {
    std::sort(level.begin(), level.end());
    std::vector<fs::path> next;
    for (const fs::path& folder : level) {
      if (is_there(folder, module)) return folder;
      std::error_code failed;
      for (const auto& entry : fs::directory_iterator(folder, failed)) {
        if (++entries > most_entries) return {};
        const bool inner = entry.is_directory(failed) && !entry.is_symlink(failed);
        if (inner && !is_foreign(entry.path().filename().string())) next.push_back(entry.path());
      }
    }
    level = std::move(next);
  }
  return {};
}

}  // namespace gate

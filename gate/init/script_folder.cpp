#include "gate/init/script_folder.h"

#include <algorithm>
#include <string>

namespace gate {
namespace {

namespace fs = std::filesystem;

// "migrations/" and "./migrations" name the same folder as "migrations".
fs::path plain(const fs::path& path) {
  const auto normal = path.lexically_normal();
  return normal.has_filename() || normal == "/" ? normal : normal.parent_path();
}

// The folder below which `migrations` is at `path`; empty where it is not.
fs::path base_of(const fs::path& migrations, const fs::path& path) {
  fs::path base = migrations;
  for (auto step = path.begin(); step != path.end(); ++step) base = base.parent_path();
  return (base / path).lexically_normal() == migrations ? base : fs::path();
}

// The only folder of the repository that the path can be below; of several none.
std::optional<ScriptFolder> only_one(const fs::path& path,
                                     const std::vector<fs::path>& environments) {
  std::optional<ScriptFolder> found;
  for (const fs::path& migrations : environments) {
    const auto base = base_of(migrations, path);
    if (base.empty()) continue;
    if (found) return std::nullopt;
    found = ScriptFolder{base, migrations};
  }
  return found;
}

std::optional<ScriptFolder> at_or_above(const fs::path& path, const fs::path& folder,
                                        const fs::path& root) {
  for (auto at = folder;; at = at.parent_path()) {
    if (holds_migrations(at / path)) return ScriptFolder{at, plain(at / path)};
    if (at == root || at == at.parent_path()) return std::nullopt;
  }
}

}  // namespace

std::optional<ScriptFolder> script_folder(const ScriptLocation& location, const fs::path& folder,
                                          const fs::path& root,
                                          const std::vector<fs::path>& environments) {
  switch (location.kind) {
    case ScriptLocation::Kind::absolute:
      if (!holds_migrations(location.path)) return std::nullopt;
      return ScriptFolder{folder, plain(location.path)};
    case ScriptLocation::Kind::beside:
      return ScriptFolder{flask_directory(folder, root), folder};
    case ScriptLocation::Kind::relative: {
      const auto path = plain(location.path);
      if (auto found = at_or_above(path, folder, root)) return found;
      return only_one(path, environments);
    }
    case ScriptLocation::Kind::for_python:
      break;
  }
  const auto path = path_in_packages(location.written);
  if (path.empty()) return ScriptFolder{folder, {}};
  if (auto found = at_or_above(plain(path), folder, root)) return found;
  if (auto found = only_one(plain(path), environments)) return found;
  return ScriptFolder{folder, {}};
}

}  // namespace gate

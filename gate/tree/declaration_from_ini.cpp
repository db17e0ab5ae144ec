#include <system_error>

#include "gate/tree/alembic_ini.h"
#include "gate/tree/declaration.h"
#include "gate/tree/default_title.h"
#include "gate/tree/tree_name.h"

namespace gate {
namespace {

namespace fs = std::filesystem;

// The nearest folder upward with .git (a folder, or a file in a worktree), else the folder itself.
fs::path repository_of(const fs::path& folder) {
  std::error_code ignored;
  for (auto at = folder;; at = at.parent_path()) {
    if (fs::exists(at / ".git", ignored)) return at;
    if (at == at.parent_path()) return folder;
  }
}

// Where Alembic has to be run for a relative script_location to lead to migrations.
fs::path directory_of(const ScriptLocation& location, const fs::path& folder,
                      const fs::path& repository) {
  if (location.kind == ScriptLocation::Kind::beside) return flask_directory(folder, repository);
  if (location.kind != ScriptLocation::Kind::relative) return folder;
  for (auto at = folder;; at = at.parent_path()) {
    if (holds_migrations(at / location.path)) return at;
    if (at == repository) return folder;
  }
}

}  // namespace

fs::path flask_directory(const fs::path& migrations, const fs::path& repository) {
  std::error_code ignored;
  for (auto at = migrations; at != repository && at != at.parent_path();) {
    at = at.parent_path();
    for (const auto* const name : {".flaskenv", "wsgi.py", "app.py"}) {
      if (fs::exists(at / name, ignored)) return at;
    }
  }
  return migrations == repository ? migrations : migrations.parent_path();
}

Result<Declaration> declaration_from_ini(const fs::path& ini) {
  std::error_code problem;
  const auto file = fs::absolute(ini, problem).lexically_normal();
  const auto location = read_script_location(file, file.string(), {});
  if (!location) return location.error();

  Declaration declaration;
  const auto folder = file.parent_path();
  const bool beside = location->kind == ScriptLocation::Kind::beside;
  declaration.repository = repository_of(beside ? folder.parent_path() : folder);
  declaration.root = declaration.repository;
  declaration.alembic_ini = file;
  declaration.directory = directory_of(*location, folder, declaration.repository);
  declaration.tree = tree_name_of(folder, declaration.repository);
  declaration.title = default_title(declaration.tree);
  declaration.database = declaration.tree + "_ci";
  if (const auto checked = check_alembic_ini(declaration); !checked) return checked.error();
  return declaration;
}

}  // namespace gate

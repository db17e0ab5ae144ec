#include "gate/tree/tree_places.h"

#include <fmt/format.h>

#include <optional>
#include <system_error>

#include "gate/tree/alembic_ini.h"

namespace gate {
namespace {

namespace fs = std::filesystem;

class Finding {
 public:
  explicit Finding(const Declaration& declaration) : declaration_(declaration) {}

  TreePlaces go() {
    if (!declaration_.file.empty()) {
      add(declaration_.file, "its declaration");
      add(declaration_.root / "seeds/tree.schema.json", "the schema of declarations");
    }
    add(declaration_.alembic_ini, "its " + declaration_.alembic_ini.filename().string());
    for (const Prerequisite& one : declaration_.prerequisites) {
      if (const auto* file = std::get_if<SeedFile>(&one.what)) add(file->file, "its SQL");
    }
    if (declaration_.baseline) add(declaration_.baseline->file, "its baseline");
    add_migrations();
    return std::move(found_);
  }

 private:
  void add(const fs::path& path, std::string what) {
    found_.places.push_back({path.lexically_normal(), std::move(what)});
  }

  void add_migrations() {
    const auto& ini = declaration_.alembic_ini;
    const auto script = read_script_location(ini, ini.string(), declaration_.alembic_args);
    if (!script) {
      found_.unknown = fmt::format("where its migrations are ({})", script.error().message);
      return;
    }
    if (script->kind == ScriptLocation::Kind::for_python) {
      add(ini.parent_path() / "pyproject.toml", "its pyproject.toml");
    }
    add_location(*script, "its migrations");
    for (const auto& versions : read_version_locations(ini, declaration_.alembic_args)) {
      add_location(versions, "its version files");
    }
  }

  void add_location(const ScriptLocation& location, const char* what) {
    if (const auto folder = folder_of(location)) {
      add_folder(*folder, what);
    } else if (found_.unknown.empty()) {
      found_.unknown = fmt::format(
          "where {} are (only Python can tell{})", what,
          location.written.empty() ? std::string() : fmt::format(" of \"{}\"", location.written));
    }
  }

  std::optional<fs::path> folder_of(const ScriptLocation& location) const {
    if (location.kind != ScriptLocation::Kind::for_python) {
      return declaration_.directory / location.path;
    }
    const auto path = path_in_packages(location.written);
    if (path.empty()) return std::nullopt;
    std::error_code ignored;
    for (auto at = declaration_.directory;; at = at.parent_path()) {
      if (fs::is_directory(at / path, ignored)) return at / path;
      if (at == declaration_.root || at == at.parent_path()) return std::nullopt;
    }
  }

  // What links in it lead to changes elsewhere.
  void add_folder(const fs::path& folder, const char* what) {
    add(folder, what);
    std::error_code problem;
    fs::recursive_directory_iterator entry(folder, problem);
    for (; !problem && entry != fs::recursive_directory_iterator(); entry.increment(problem)) {
      std::error_code dangling;
      if (!entry->is_symlink(dangling)) continue;
      if (const auto target = fs::canonical(entry->path(), dangling); !dangling) add(target, what);
    }
  }

  const Declaration& declaration_;
  TreePlaces found_;
};

}  // namespace

TreePlaces places_of(const Declaration& declaration) { return Finding(declaration).go(); }

}  // namespace gate

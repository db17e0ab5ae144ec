#include "gate/init/find_trees.h"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <optional>

#include "gate/init/script_folder.h"
#include "gate/tree/alembic_ini.h"
#include "gate/tree/text_file.h"

namespace gate {
namespace {

namespace fs = std::filesystem;

// Of several that lead to the same migrations, the one that Alembic takes by itself comes first.
bool is_before(const FoundTree& one, const FoundTree& other) {
  const auto rank = [](const IniSection& by) {
    const bool plain = by.ini.filename() == "alembic.ini";
    const auto depth = std::distance(by.ini.begin(), by.ini.end());
    return std::make_tuple(by.section != "alembic", !plain, depth, by.ini.string(), by.section);
  };
  return rank(one.by) < rank(other.by);
}

// Where the packages that a folder is part of are imported from.
fs::path above_packages(const fs::path& folder, const fs::path& root) {
  std::error_code unknown;
  auto at = folder;
  while (at != root && (at == folder || fs::exists(at / "__init__.py", unknown))) {
    at = at.parent_path();
  }
  return at;
}

class Finder {
 public:
  Finder(const fs::path& root, const Survey& survey) : root_(root), survey_(survey) {}

  FoundTrees all() {
    for (const fs::path& file : survey_.configurations) {
      if (file.filename() != "pyproject.toml") read(file);
    }
    for (auto& [migrations, trees] : by_migrations_) found_.trees.push_back(best_of(trees));
    for (const fs::path& folder : survey_.environments) look_for_loose(folder);
    std::sort(
        found_.trees.begin(), found_.trees.end(), [](const FoundTree& one, const FoundTree& other) {
          return std::tie(one.by.ini, one.by.section) < std::tie(other.by.ini, other.by.section);
        });
    return std::move(found_);
  }

 private:
  void read(const fs::path& ini) {
    const auto text = read_text_file(ini, ini.string());
    if (!text) return;  // nobody keeps Alembic's settings in what is no small text
    const IniFile file(*text);
    auto sections = file.sections_with("script_location");
    if (std::find(sections.begin(), sections.end(), "DEFAULT") != sections.end()) {
      sections = {"alembic"};
    }
    for (const std::string& section : sections) take(ini, section, file);
    if (sections.empty() && file.has("alembic") && holds_migrations(ini.parent_path())) {
      take_flask(ini);
    }
  }

  void take(const fs::path& ini, const std::string& section, const IniFile& file) {
    const auto location = read_script_location(ini, ini.string(), {"-n", section});
    if (!location) return;
    const auto folder = script_folder(*location, ini.parent_path(), root_, survey_.environments);
    if (!folder) {
      found_.others.push_back(
          {ini, fmt::format("script_location = {} leads to no env.py", location->written)});
      return;
    }
    const auto versions = file.value(section, "version_locations").value_or("");
    const auto place = folder->migrations.empty() ? location->written : folder->migrations.string();
    by_migrations_[{place, versions}].push_back(
        {{ini, section}, false, false, folder->directory, folder->migrations, {}});
  }

  void take_flask(const fs::path& ini) {
    const auto migrations = ini.parent_path();
    by_migrations_[{migrations.string(), ""}].push_back(
        {{ini, "alembic"}, true, false, flask_directory(migrations, root_), migrations, {}});
  }

  static FoundTree best_of(std::vector<FoundTree>& trees) {
    std::sort(trees.begin(), trees.end(), is_before);
    FoundTree best = trees.front();
    for (auto other = trees.begin() + 1; other != trees.end(); ++other) {
      best.also.push_back(other->by);
    }
    return best;
  }

  // An env.py with Alembic's other files beside it, which no ini file leads to.
  void look_for_loose(const fs::path& folder) {
    std::error_code unknown;
    const bool alembics = fs::exists(folder / "script.py.mako", unknown) ||
                          fs::is_directory(folder / "versions", unknown);
    const bool known =
        std::any_of(found_.trees.begin(), found_.trees.end(), [&](const FoundTree& tree) {
          return tree.migrations == folder || tree.migrations.empty();
        });
    if (!alembics || known) return;
    found_.trees.push_back(
        {{folder / "alembic.ini"}, false, true, above_packages(folder, root_), folder, {}});
  }

  using Place = std::pair<std::string, std::string>;  // script_location, version_locations

  const fs::path& root_;
  const Survey& survey_;
  std::map<Place, std::vector<FoundTree>> by_migrations_;
  FoundTrees found_;
};

}  // namespace

FoundTrees find_trees(const fs::path& root, const Survey& survey) {
  return Finder(root, survey).all();
}

}  // namespace gate

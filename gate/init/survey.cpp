#include "gate/init/survey.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <string_view>

namespace gate {
namespace {

namespace fs = std::filesystem;

// Installed, built or copied from elsewhere.
constexpr std::array<std::string_view, 18> not_ours{
    "node_modules", "bower_components", "site-packages", "dist-packages", "__pycache__",
    "venv",         "virtualenv",       "build",         "_build",        "dist",
    "target",       "vendor",           "vendored",      "_vendor",       "_vendored",
    "third_party",  "third-party",      "htmlcov"};
// Hidden folders that hold what CI and development run.
constexpr std::array<std::string_view, 3> of_ci{".github", ".circleci", ".devcontainer"};

bool is_yaml(const fs::path& file) {
  return file.extension() == ".yml" || file.extension() == ".yaml";
}

bool is_composition(const std::string& name) {
  return name.starts_with("docker-compose") || name.starts_with("compose");
}

bool is_workflow(const fs::path& file) {
  const auto name = file.filename().string();
  const auto folder = file.parent_path().filename();
  return folder == "workflows" || folder == ".circleci" || name.starts_with(".gitlab-ci") ||
         name.starts_with("azure-pipelines") || name.starts_with("bitbucket-pipelines");
}

void take(const fs::path& file, Survey& found) {
  const auto name = file.filename().string();
  if (name == "env.py") {
    found.environments.push_back(file.parent_path());
  } else if (file.extension() == ".ini" || file.extension() == ".cfg" || name == "pyproject.toml") {
    found.configurations.push_back(file);
  } else if (is_yaml(file) && is_composition(name)) {
    found.compositions.push_back(file);
  } else if (is_yaml(file) && is_workflow(file)) {
    found.workflows.push_back(file);
  }
}

class Walk {
 public:
  Walk(const std::set<fs::path>& ignored, bool enter_repositories)
      : ignored_(ignored), enter_repositories_(enter_repositories) {}

  // One folder; those below it are added to `waiting`, in order of name from its end.
  void look_into(const fs::path& folder, std::vector<fs::path>& waiting) {
    std::error_code failed;
    std::vector<fs::path> folders;
    std::vector<fs::path> files;
    fs::directory_iterator entry(folder, failed);
    for (; !failed && entry != fs::directory_iterator(); entry.increment(failed)) {
      std::error_code unknown;
      if (entry->is_directory(unknown) && !entry->is_symlink(unknown)) {
        folders.push_back(entry->path());
      } else if (entry->is_regular_file(unknown)) {
        files.push_back(entry->path());
      }
    }
    if (failed) found.closed.push_back(folder);
    ++found.folders;
    std::sort(files.begin(), files.end());
    for (const fs::path& file : files) {
      if (ignored_.count(file) == 0) take(file, found);
    }
    std::sort(folders.rbegin(), folders.rend());
    for (const fs::path& below : folders) {
      if (is_ours(below)) waiting.push_back(below);
    }
  }

  Survey found;

 private:
  bool is_ours(const fs::path& folder) const {
    std::error_code unknown;
    return ignored_.count(folder) == 0 && !is_passed_over(folder.filename().string()) &&
           !fs::exists(folder / "pyvenv.cfg", unknown) &&
           (enter_repositories_ || !fs::exists(folder / ".git", unknown));
  }

  const std::set<fs::path>& ignored_;
  bool enter_repositories_;
};

}  // namespace

bool is_passed_over(const std::string& name) {
  const auto is_one_of = [&](const auto& names) {
    return std::find(names.begin(), names.end(), name) != names.end();
  };
  if (name.starts_with('.')) return !is_one_of(of_ci);
  return is_one_of(not_ours) || name.ends_with(".egg-info") || name.ends_with(".egg");
}

Result<Survey> survey(const fs::path& root, const std::set<fs::path>& ignored,
                      const Deadline& deadline, const Interrupt& interrupt) {
  std::error_code failed;
  if (!fs::is_directory(root, failed)) {
    return Error{ErrorCode::declaration,
                 fmt::format("{}: found no folder, expected a repository", root.string()),
                 "Name the folder that the repository is in with --root."};
  }
  // A folder of repositories is looked through as a whole; a repository inside another (a
  // submodule, a clone) is somebody else's.
  Walk walk(ignored, !fs::exists(root / ".git", failed));
  std::vector<fs::path> waiting{root};
  while (!waiting.empty()) {
    if (interrupt.requested()) return Error{ErrorCode::interrupted, "interrupted"};
    if (deadline.passed()) {
      return Error{ErrorCode::infrastructure,
                   fmt::format("{} was not looked through in time, after {} folders", root.string(),
                               walk.found.folders),
                   "Name a smaller folder with --root, or raise --timeout."};
    }
    const fs::path folder = std::move(waiting.back());
    waiting.pop_back();
    walk.look_into(folder, waiting);
  }
  return std::move(walk.found);
}

}  // namespace gate

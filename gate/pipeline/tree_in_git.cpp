#include "gate/pipeline/tree_in_git.h"

#include <fmt/format.h>

#include <algorithm>
#include <system_error>

#include "gate/tree/tree_places.h"

namespace gate {
namespace {

namespace fs = std::filesystem;

// The nearest folder from the path upward, below the top, that is a repository's own.
std::optional<fs::path> repository_inside(const fs::path& top, const std::string& path) {
  std::error_code ignored;
  for (fs::path at = path; !at.empty(); at = at.parent_path()) {
    if (at != "." && fs::exists(top / at / ".git", ignored)) return at;
  }
  return std::nullopt;
}

class Naming {
 public:
  Naming(const Declaration& declaration, const GitRepository& repository, const Deadline& deadline)
      : declaration_(declaration), repository_(repository), deadline_(deadline) {}

  TreeAndItsSubmodules go() {
    const auto found = places_of(declaration_);
    found_.tree.tree = declaration_.tree;
    found_.tree.title = declaration_.title;
    found_.tree.watch = declaration_.watch;
    found_.tree.unknown = found.unknown;
    found_.tree.base = repository_.path_of(declaration_.repository).value_or("");
    if (found_.tree.base == ".") found_.tree.base.clear();
    for (const TreePlace& place : found.places) add(place);
    return std::move(found_);
  }

 private:
  void add(const TreePlace& place) {
    const auto real = real_name(place.path);
    const auto as_written = name_as_written(place.path);
    if (real) add(*real, place.what);
    if (as_written && as_written != real) add(*as_written, place.what);
    if (!real && !as_written) {
      unknown(fmt::format("what changes in {}, which lies outside of the git repository {}",
                          place.path.string(), repository_.top().string()));
    }
  }

  void add(const std::string& path, const std::string& what) {
    found_.tree.places.push_back({path, what});
    const auto inside = repository_inside(repository_.top(), path);
    if (!inside) return;
    const auto name = inside->generic_string();
    auto& known = found_.submodules;
    if (std::find(known.begin(), known.end(), name) != known.end()) return;
    const auto listed = repository_.ask({"ls-files", "-s", "-z", "--", name}, deadline_);
    if (listed && listed->starts_with("160000 ")) {
      known.push_back(name);
    } else {
      unknown(fmt::format("what changes in {}, which is a git repository of its own", name));
    }
  }

  // Every link followed, that at the end as well.
  std::optional<std::string> real_name(const fs::path& path) const {
    std::error_code failed;
    const auto real = fs::weakly_canonical(path, failed);
    return failed ? std::nullopt : repository_.path_of(real);
  }

  // Links kept, from the declaration's root on.
  std::optional<std::string> name_as_written(const fs::path& path) const {
    const auto below = path.lexically_relative(declaration_.root);
    const auto root = repository_.path_of(declaration_.root);
    if (!root || below.empty() || *below.begin() == "..") return std::nullopt;
    auto name = (fs::path(*root) / below).lexically_normal().generic_string();
    while (name.ends_with('/')) name.pop_back();
    return name;
  }

  void unknown(std::string what) {
    if (found_.tree.unknown.empty()) found_.tree.unknown = std::move(what);
  }

  const Declaration& declaration_;
  const GitRepository& repository_;
  Deadline deadline_;
  TreeAndItsSubmodules found_;
};

}  // namespace

TreeAndItsSubmodules tree_in_git(const Declaration& declaration, const GitRepository& repository,
                                 const Deadline& deadline) {
  return Naming(declaration, repository, deadline).go();
}

}  // namespace gate

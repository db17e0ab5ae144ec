#include "gate/pipeline/touched_tree.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <filesystem>

#include "gate/core/path_pattern.h"

namespace gate {
namespace {

bool is_at_or_below(const std::string& path, const std::string& place) {
  if (place.empty() || place == ".") return true;
  return path.starts_with(place) && (path.size() == place.size() || path[place.size()] == '/');
}

class Judging {
 public:
  explicit Judging(const TreeInGit& tree) : tree_(tree) {}

  // What of the tree the path is; empty for nothing.
  std::string what_is(const std::string& path) const {
    if (path.empty()) return {};
    for (const auto& place : tree_.places) {
      if (is_at_or_below(path, place.path)) return named(place);
    }
    for (const auto& place : tree_.places) {
      if (is_at_or_below(place.path, path)) return fmt::format("what {} lies in", named(place));
    }
    for (const std::string& pattern : tree_.watch) {
      if (is_watched(path, pattern)) return fmt::format("what it watches ({})", pattern);
    }
    return counts_all() ? fmt::format("what may be its own, as it is not known {}", tree_.unknown)
                        : std::string();
  }

  bool counts_all() const { return !tree_.unknown.empty() && tree_.watch.empty(); }

 private:
  static std::string named(const TreeInGit::Place& place) {
    return fmt::format("{} ({})", place.what, place.path);
  }

  bool is_watched(const std::string& path, const std::string& pattern) const {
    namespace fs = std::filesystem;
    const auto inside =
        tree_.base.empty() ? fs::path(path) : fs::path(path).lexically_relative(tree_.base);
    return matches_path(inside.generic_string(),
                        fs::path(pattern).lexically_normal().generic_string());
  }

  const TreeInGit& tree_;
};

const char* words_of(ChangedPath::Kind kind) {
  switch (kind) {
    case ChangedPath::Kind::added:
      return "added";
    case ChangedPath::Kind::deleted:
      return "deleted";
    case ChangedPath::Kind::renamed:
      return "renamed";
    case ChangedPath::Kind::modified:
      break;
  }
  return "modified";
}

std::string why_not(const TreeInGit& tree, std::size_t changed) {
  if (changed == 0) return "nothing changed";
  std::string why = changed == 1 ? std::string("the one changed path is none of its own")
                                 : fmt::format("none of the {} changed paths is its own", changed);
  if (!tree.unknown.empty()) {
    why += fmt::format("; it is not known {}, so that what it watches decides", tree.unknown);
  }
  return why;
}

}  // namespace

PlannedTree judge(const TreeInGit& tree, const Changes& changes,
                  const std::set<std::string>& uncommitted) {
  const Judging judging(tree);
  PlannedTree planned{tree.tree, tree.title, false, {}, {}};
  if (tree.unknown.empty()) {
    planned.places.emplace();
    for (const auto& place : tree.places) planned.places->push_back(place.path);
  }
  std::vector<std::string> whats;
  for (const ChangedPath& one : changes.paths) {
    auto what = judging.what_is(one.path);
    if (what.empty()) what = judging.what_is(one.old_path);
    if (what.empty()) continue;
    const bool committed = uncommitted.count(one.path) == 0;
    planned.paths.push_back({one.path, one.old_path, words_of(one.kind), committed});
    if (std::find(whats.begin(), whats.end(), what) == whats.end()) whats.push_back(what);
  }
  planned.touched = !planned.paths.empty();
  planned.because = planned.touched ? fmt::format("changed: {}", fmt::join(whats, ", "))
                                    : why_not(tree, changes.paths.size());
  return planned;
}

}  // namespace gate

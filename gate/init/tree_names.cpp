#include "gate/init/tree_names.h"

#include <fmt/format.h>

#include <algorithm>

#include "gate/tree/tree_name.h"

namespace gate {
namespace {

constexpr int most_folders = 4;
constexpr std::size_t longest_before_number = 56;

// Another word behind a name becomes part of it as a folder's does.
std::string joined(const std::string& name, const std::string& word) {
  const std::filesystem::path folder = "/" + name + "-" + word;
  return tree_name_of(folder, folder);
}

std::string name_of(const FoundTree& tree, const std::filesystem::path& root, int folders) {
  const auto name = tree_name_of(tree.by.ini.parent_path(), root, folders);
  return tree.by.section == "alembic" ? name : joined(name, tree.by.section);
}

std::string name_with_file(const FoundTree& tree, const std::filesystem::path& root) {
  const auto stem = tree.by.ini.stem().string();
  const auto name = name_of(tree, root, 1);
  return stem == "alembic" ? name : joined(name, stem);
}

}  // namespace

std::vector<std::string> tree_names(const std::vector<FoundTree>& trees,
                                    const std::filesystem::path& root,
                                    std::set<std::string> taken) {
  std::vector<std::string> names(trees.size());
  for (int folders = 1; folders <= most_folders + 1; ++folders) {
    std::vector<std::string> candidates;
    for (const FoundTree& tree : trees) {
      candidates.push_back(folders <= most_folders ? name_of(tree, root, folders)
                                                   : name_with_file(tree, root));
    }
    for (std::size_t i = 0; i < trees.size(); ++i) {
      const bool alone = std::count(candidates.begin(), candidates.end(), candidates[i]) == 1;
      if (names[i].empty() && alone && taken.insert(candidates[i]).second) names[i] = candidates[i];
    }
  }
  for (std::size_t i = 0; i < trees.size(); ++i) {
    const std::string base = name_of(trees[i], root, 1).substr(0, longest_before_number);
    for (int number = 2; names[i].empty(); ++number) {
      const auto numbered = fmt::format("{}-{}", base, number);
      if (taken.insert(numbered).second) names[i] = numbered;
    }
  }
  return names;
}

}  // namespace gate

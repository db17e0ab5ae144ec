#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <system_error>

#include "gate/core/nearest.h"
#include "gate/tree/declaration.h"

namespace gate {
namespace {

namespace fs = std::filesystem;

constexpr std::string_view elsewhere_hint =
    "Run `gate init` in the repository to have them written, name another repository with "
    "`--root`, "
    "or run one tree from its alembic.ini with `--ini`.";

Error none(const fs::path& folder, std::string_view found) {
  return {ErrorCode::declaration,
          fmt::format("{}: found {}, expected seeds/ with one JSON file for each tree",
                      folder.string(), found),
          std::string(elsewhere_hint),
          {},
          {}};
}

bool is_declaration(const fs::path& file) {
  const auto name = file.filename().string();
  return file.extension() == ".json" && name != "tree.schema.json" && name.front() != '.';
}

// The declarations of a folder by name; empty where there is no such folder.
std::vector<fs::path> declarations_in(const fs::path& seeds, std::error_code& problem) {
  std::vector<fs::path> files;
  fs::directory_iterator entry(seeds, problem);
  for (; !problem && entry != fs::directory_iterator(); entry.increment(problem)) {
    if (is_declaration(entry->path())) files.push_back(entry->path());
  }
  std::sort(files.begin(), files.end());
  return files;
}

// One Error for all: the first in full, the others by name.
Error all_of(const std::vector<Error>& errors) {
  Error error = errors.front();
  if (errors.size() == 1) return error;
  std::vector<std::string> others;
  for (auto other = errors.begin() + 1; other != errors.end(); ++other) {
    others.push_back(other->tree + ".json");
  }
  error.message += fmt::format(" ({} more wrong: {})", others.size(), fmt::join(others, ", "));
  return error;
}

}  // namespace

std::vector<fs::path> declaration_files(const fs::path& root) {
  std::error_code ignored;
  return declarations_in(root / "seeds", ignored);
}

Result<fs::path> find_root(const fs::path& start) {
  std::error_code problem;
  const auto first = fs::absolute(start, problem).lexically_normal();
  bool empty_seeds = false;
  for (auto folder = first;; folder = folder.parent_path()) {
    if (!declarations_in(folder / "seeds", problem).empty()) return folder;
    empty_seeds = empty_seeds || fs::is_directory(folder / "seeds", problem);
    if (folder == folder.parent_path()) break;
  }
  return none(first, empty_seeds ? "no declaration in seeds/, here or upward"
                                 : "no seeds/, here or upward");
}

Result<std::vector<Declaration>> read_declarations(const fs::path& root) {
  std::error_code problem;
  const auto files = declarations_in(root / "seeds", problem);
  if (problem == std::errc::no_such_file_or_directory) return none(root, "no seeds/");
  if (problem) return none(root, fmt::format("no readable seeds/ ({})", problem.message()));
  if (files.empty()) return none(root, "no declaration in seeds/");
  std::vector<Declaration> declarations;
  std::vector<Error> errors;
  for (const auto& file : files) {
    auto declaration = read_declaration(file, root);
    if (declaration) {
      declarations.push_back(std::move(*declaration));
    } else {
      errors.push_back(declaration.error());
    }
  }
  if (!errors.empty()) return all_of(errors);
  return declarations;
}

Result<std::vector<Declaration>> select_trees(const std::vector<Declaration>& all,
                                              const std::vector<std::string>& names) {
  std::vector<std::string_view> known;
  for (const auto& declaration : all) known.push_back(declaration.tree);
  for (const auto& name : names) {
    if (std::find(known.begin(), known.end(), name) != known.end()) continue;
    const auto near = nearest(name, known);
    return Error{
        ErrorCode::usage,
        fmt::format("found no tree named \"{}\", expected one of {}", name, fmt::join(known, ", ")),
        near.empty() ? "Trees are declared in seeds/, one file for each."
                     : fmt::format("Did you mean \"{}\"?", near),
        {},
        {}};
  }
  std::vector<Declaration> selected;
  std::copy_if(all.begin(), all.end(), std::back_inserter(selected), [&](const auto& declaration) {
    return names.empty() || std::find(names.begin(), names.end(), declaration.tree) != names.end();
  });
  return selected;
}

}  // namespace gate

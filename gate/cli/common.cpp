#include <fmt/format.h>

#include "gate/cli/commands.h"
#include "gate/cli/github_files.h"
#include "gate/report/annotations.h"
#include "gate/report/workflow_command.h"

namespace gate {

Result<std::vector<Declaration>> chosen_trees(const Options& options) {
  namespace fs = std::filesystem;
  if (!options.ini.empty()) {
    std::error_code failed;
    auto declaration = declaration_from_ini(fs::absolute(options.ini, failed));
    if (!declaration) return declaration.error();
    return std::vector<Declaration>{std::move(*declaration)};
  }
  std::error_code gone;
  const fs::path here = fs::current_path(gone);
  if (gone && (options.root.empty() || options.root.is_relative())) {
    return Error{ErrorCode::usage, "the current folder does not exist any more",
                 "Change to the folder of the project, or name it with an absolute --root."};
  }
  auto root = options.root.empty() ? find_root(here) : Result<fs::path>(fs::absolute(options.root));
  if (!root) return root.error();
  auto all = read_declarations(*root);
  if (!all) return all.error();
  return select_trees(*all, options.trees);
}

ExitCode print_error(const Error& error) {
  fmt::print(stderr, "error: {}\n", harmless_lines(error.message));
  if (!error.hint.empty()) fmt::print(stderr, "hint: {}\n", harmless_lines(error.hint));
  if (on_github()) fmt::print(stderr, "{}", as_commands({annotation_of(error)}));
  return exit_code(error.code);
}

}  // namespace gate

#include <fmt/format.h>

#include "gate/cli/commands.h"

namespace gate {

Result<std::vector<Declaration>> chosen_trees(const Options& options) {
  namespace fs = std::filesystem;
  if (!options.ini.empty()) {
    auto declaration = declaration_from_ini(fs::absolute(options.ini));
    if (!declaration) return declaration.error();
    return std::vector<Declaration>{std::move(*declaration)};
  }
  auto root = options.root.empty() ? find_root(fs::current_path())
                                   : Result<fs::path>(fs::absolute(options.root));
  if (!root) return root.error();
  auto all = read_declarations(*root);
  if (!all) return all.error();
  return select_trees(*all, options.trees);
}

ExitCode print_error(const Error& error) {
  fmt::print(stderr, "error: {}\n", error.message);
  if (!error.hint.empty()) fmt::print(stderr, "hint: {}\n", error.hint);
  return exit_code(error.code);
}

}  // namespace gate

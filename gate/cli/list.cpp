#include <fmt/format.h>
#include <fmt/ranges.h>

#include "gate/cli/commands.h"
#include "gate/pipeline/plan.h"

namespace gate {
namespace {

void print_tree(const Declaration& tree) {
  const auto relative = [&](const std::filesystem::path& path) {
    return path.lexically_relative(tree.root).string();
  };
  fmt::print("{} ({})\n", tree.tree, tree.title);
  if (!tree.file.empty()) fmt::print("  declaration  {}\n", relative(tree.file));
  fmt::print("  alembic.ini  {}\n", relative(tree.alembic_ini));
  fmt::print("  run in       {}\n", relative(tree.directory));
  fmt::print("  server       PostgreSQL {}, database {}\n",
             tree.postgres.value_or(default_major_version), tree.database);
  if (!tree.watch.empty()) fmt::print("  watches      {}\n", fmt::join(tree.watch, ", "));
  fmt::print("  steps\n");
  int number = 0;
  for (const PlannedStep& step : plan(tree)) fmt::print("    {:2}. {}\n", ++number, step.name);
}

}  // namespace

ExitCode list_command(const Options& options) {
  const auto trees = chosen_trees(options);
  if (!trees) return print_error(trees.error());
  for (const Declaration& tree : *trees) {
    if (options.names) {
      fmt::print("{}\n", tree.tree);
      continue;
    }
    if (&tree != &trees->front()) fmt::print("\n");
    print_tree(tree);
  }
  return ExitCode::pass;
}

}  // namespace gate

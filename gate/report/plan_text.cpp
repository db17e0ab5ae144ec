#include <fmt/format.h>

#include "gate/report/printable.h"
#include "gate/report/render.h"

namespace gate {
namespace {

constexpr std::size_t most_paths = 5;

std::string count(std::size_t number, const char* noun) {
  return fmt::format("{} {}{}", number, noun, number == 1 ? "" : "s");
}

std::string heading(const ChangePlan& plan) {
  if (plan.since.empty()) return {};
  std::string text = fmt::format("{} changed since {} (merge base {})", count(plan.changed, "path"),
                                 printable_line(plan.since), plan.merge_base.substr(0, 12));
  if (plan.not_committed > 0) text += fmt::format(", {} not committed", plan.not_committed);
  return text + "\n";
}

std::string line_of(const TouchingPath& one) {
  std::string text = fmt::format("    {:<9} {}", one.change, printable_line(one.path));
  if (!one.old_path.empty()) text += fmt::format(" (was {})", printable_line(one.old_path));
  return text + (one.committed ? "\n" : " (not committed)\n");
}

std::string section(const PlannedTree& tree) {
  std::string text =
      fmt::format("{} ({}): {}\n    {}\n", tree.tree, printable_line(tree.title),
                  tree.touched ? "touched" : "not touched", printable_line(tree.because));
  for (std::size_t at = 0; at < tree.paths.size() && at < most_paths; ++at) {
    text += line_of(tree.paths[at]);
  }
  if (tree.paths.size() > most_paths) {
    text += fmt::format("    and {} more\n", tree.paths.size() - most_paths);
  }
  return text;
}

}  // namespace

std::string render_plan_text(const ChangePlan& plan) {
  std::string text = heading(plan);
  for (const PlannedTree& tree : plan.trees) text += section(tree);
  return text;
}

}  // namespace gate

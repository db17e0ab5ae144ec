#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>

#include "gate/init/outcome.h"

namespace gate {
namespace {

using State = InitFile::State;

bool is_new(const InitTree& tree) { return tree.file.state != State::was_there; }

std::string what_became_of(const InitFile& file, const InitOutcome& outcome) {
  switch (file.state) {
    case State::written:
      return "wrote " + file.name;
    case State::not_written:
      return (outcome.errors.empty() ? "would write " : "could not write ") + file.name;
    case State::was_there:
      break;
  }
  return "declared in " + file.name + ", which is left as it is";
}

std::string line_of(const InitTree& tree, const InitOutcome& outcome) {
  std::string line = fmt::format("{}: {}; {}", tree.name, fmt::join(tree.found, "; "),
                                 what_became_of(tree.file, outcome));
  for (const InitFile& file : tree.with) line += " and " + file.name;
  return line + "\n";
}

std::string open_points(const InitOutcome& outcome) {
  std::string text;
  for (const InitTree& tree : outcome.trees) {
    for (const std::string& point : tree.open) {
      text += fmt::format("  {}: {}\n", tree.name, point);
    }
  }
  for (const std::string& note : outcome.notes) text += fmt::format("  {}\n", note);
  return text.empty() ? text : "\nStill missing or to be checked:\n" + text;
}

// Each as it is in the file, below its name.
std::string texts_not_written(const InitOutcome& outcome) {
  std::string text;
  for (const InitTree& tree : outcome.trees) {
    if (tree.file.state == State::not_written && outcome.errors.empty()) {
      text += fmt::format("\n{}\n{}", tree.file.name, tree.file.text);
      for (const InitFile& file : tree.with) text += fmt::format("\n{}\n{}", file.name, file.text);
    }
  }
  return text;
}

std::string next_command(const InitOutcome& outcome) {
  if (outcome.trees.empty() || !outcome.errors.empty()) return {};
  std::string command = "gate";
  if (outcome.root_named) command += fmt::format(" --root {}", outcome.root.string());
  const bool any_new = std::any_of(outcome.trees.begin(), outcome.trees.end(), is_new);
  const bool all_new = std::all_of(outcome.trees.begin(), outcome.trees.end(), is_new);
  for (const InitTree& tree : outcome.trees) {
    if (any_new && !all_new && is_new(tree)) command += " --tree " + tree.name;
  }
  return fmt::format("\nNext: {}\n", command);
}

std::string nothing_found(const InitOutcome& outcome) {
  return fmt::format(
      "No Alembic tree found in {} or the {} folder{} below it.\n"
      "Looked for ini files with a script_location that leads to an env.py, and for "
      "Flask-Migrate's "
      "alembic.ini beside an env.py; not in hidden folders, virtual environments, node_modules, "
      "build and vendored folders, or what git ignores.\n",
      outcome.root.string(), outcome.folders - std::min<std::size_t>(1, outcome.folders),
      outcome.folders == 2 ? "" : "s");
}

}  // namespace

std::string in_words(const InitOutcome& outcome) {
  std::string text;
  for (const InitTree& tree : outcome.trees) text += line_of(tree, outcome);
  if (outcome.trees.empty()) text += nothing_found(outcome);
  for (const InitFile& file : outcome.others) {
    if (file.state != State::was_there) text += what_became_of(file, outcome) + "\n";
  }
  return text + texts_not_written(outcome) + open_points(outcome) + next_command(outcome);
}

}  // namespace gate

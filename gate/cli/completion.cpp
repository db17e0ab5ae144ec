#include "gate/cli/completion.h"

#include <CLI/CLI.hpp>

#include "gate/cli/command_line.h"
#include "gate/cli/commands.h"
#include "gate/cli/output.h"

namespace gate {
namespace {

std::string script(Shell shell, const CommandLineShape& shape) {
  switch (shell) {
    case Shell::zsh:
      return zsh_completion(shape);
    case Shell::fish:
      return fish_completion(shape);
    case Shell::bash:
      break;
  }
  return bash_completion(shape);
}

}  // namespace

ExitCode completion_command(const Options& options) {
  Options unused;
  const std::string text = script(options.shell, shape_of(*make_command_line(unused)));
  return print(text) ? ExitCode::pass : lost_result();
}

}  // namespace gate

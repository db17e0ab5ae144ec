#include <CLI/CLI.hpp>

#include "gate/cli/command_line.h"
#include "gate/cli/commands.h"
#include "gate/cli/man_page.h"
#include "gate/cli/output.h"

namespace gate {

ExitCode man_command(const BuildCommit& commit) {
  Options unused;
  const auto shape = shape_of(*make_command_line(unused));
  return print(man_page(shape, GATE_VERSION, commit.date)) ? ExitCode::pass : lost_result();
}

}  // namespace gate

#include "gate/pipeline/next_revision.h"

#include "gate/cli/commands.h"
#include "gate/cli/output.h"
#include "gate/report/render.h"

namespace gate {

ExitCode next_command(const Options& options, const Interrupt& interrupt) {
  if (auto writable = check_writable(options); !writable) return print_error(writable.error());
  auto trees = chosen_trees(options);
  if (!trees) return print_error(trees.error());
  const auto next = next_revisions(
      {std::move(*trees), {options.base, options.rivals}, options.timeout}, interrupt);
  if (interrupt.requested()) return static_cast<ExitCode>(128 + interrupt.signal());
  if (!next) return print_error(next.error());
  return write_result(options, render_next_json(*next), render_next_text(*next), ExitCode::pass);
}

}  // namespace gate

#include "gate/pipeline/check.h"

#include "gate/cli/commands.h"
#include "gate/cli/output.h"
#include "gate/report/render.h"

namespace gate {

ExitCode check_command(const Options& options, const Interrupt& interrupt) {
  if (auto writable = check_writable(options); !writable)
    return refuse_to_write(options, writable.error());
  auto trees = chosen_trees(options);
  if (!trees) return refuse(options, trees.error());
  const Report report =
      check({std::move(*trees), options.base, options.rivals, options.timeout}, interrupt);
  ExitCode code = exit_code(report);
  if (interrupt.requested()) code = static_cast<ExitCode>(128 + interrupt.signal());
  return write_result(options, report, render_check_text(report, text_style(options)), code);
}

}  // namespace gate

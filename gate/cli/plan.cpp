#include "gate/cli/commands.h"
#include "gate/cli/output.h"
#include "gate/pipeline/changed_trees.h"
#include "gate/report/render.h"

namespace gate {

ExitCode plan_command(const Options& options, const Interrupt& interrupt) {
  if (auto writable = check_writable(options); !writable) return print_error(writable.error());
  auto trees = chosen_trees(options);
  if (!trees) return print_error(trees.error());
  const auto plan = changed_trees({std::move(*trees), options.since, options.timeout}, interrupt);
  if (interrupt.requested()) return static_cast<ExitCode>(128 + interrupt.signal());
  if (!plan) return print_error(plan.error());
  const bool matrix = options.format == Format::github_matrix;
  return write_result(options, render_plan_json(*plan),
                      matrix ? render_plan_matrix(*plan) : render_plan_text(*plan), ExitCode::pass);
}

}  // namespace gate

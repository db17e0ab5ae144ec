#include "gate/pipeline/run.h"

#include <unistd.h>

#include "gate/cli/commands.h"
#include "gate/cli/output.h"
#include "gate/report/progress.h"
#include "gate/report/render.h"

namespace gate {
namespace {

Listener listener_of(Progress& progress, bool verbose) {
  Listener listener;
  listener.tree_started = [&](std::string_view title) { progress.tree_started(title); };
  listener.note = [&](std::string_view title, std::string_view text) {
    progress.note(title, text);
  };
  listener.step_started = [&](std::string_view step) { progress.step_started(step); };
  listener.step_ended = [&](const StepEvidence& step) {
    // Of a long stairway only what went wrong is worth a line.
    if (step.stair && step.status == StepStatus::passed) return;
    progress.step_ended(step.name, step.status, step.duration_ms);
  };
  listener.stairs_done = [&](std::string_view title, std::size_t done, std::size_t total) {
    progress.stairs_done(title, done, total);
  };
  if (verbose) {
    listener.output = [&](std::string_view title, std::string_view output) {
      progress.note(title, output);
    };
  }
  return listener;
}

RunOptions run_options(const Options& options, std::vector<Declaration> trees) {
  RunOptions run{std::move(trees), options.server,  options.via,
                 options.jobs,     options.timeout, options.keep};
  run.stairs = options.stairs;
  run.rows = options.rows;
  run.models = options.models;
  run.base = options.base;
  run.rivals = options.rivals;
  return run;
}

ProgressStyle progress_style(const Options& options) {
  ProgressStyle style = gate::progress_style(STDERR_FILENO, options.quiet);
  if (options.verbose) style.live = false;  // what migrations print is to stay on the screen
  if (options.format == Format::plain) style.live = style.colour = false;
  return style;
}

}  // namespace

ExitCode run_command(const Options& options, const Interrupt& interrupt) {
  if (auto checked = check_writable(options); !checked)
    return refuse_to_write(options, checked.error());
  auto trees = chosen_trees(options);
  if (!trees) return refuse(options, trees.error());
  Progress progress(STDERR_FILENO, progress_style(options));
  const Report report = run(run_options(options, std::move(*trees)),
                            listener_of(progress, options.verbose), interrupt);
  progress.finish();
  ExitCode code = exit_code(report);
  if (interrupt.requested()) code = static_cast<ExitCode>(128 + interrupt.signal());
  return write_result(options, report, render_text(report, text_style(options)), code);
}

}  // namespace gate

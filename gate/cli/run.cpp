#include "gate/pipeline/run.h"

#include <fmt/format.h>
#include <unistd.h>

#include <fstream>

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
    progress.step_ended(step.name, step.status, step.duration_ms);
  };
  if (verbose) {
    listener.output = [&](std::string_view title, std::string_view output) {
      progress.note(title, output);
    };
  }
  return listener;
}

// Found out before the work starts, not after it.
Result<void> check_writable(const std::string& path) {
  if (path.empty() || path == "-") return {};
  const std::filesystem::path file(path);
  const auto folder = std::filesystem::absolute(file).parent_path();
  std::error_code failed;
  const bool writable =
      std::filesystem::exists(file, failed)
          ? std::filesystem::is_regular_file(file, failed) && ::access(path.c_str(), W_OK) == 0
          : ::access(folder.c_str(), W_OK) == 0;
  if (writable) return {};
  return Error{ErrorCode::usage, fmt::format("--json {}: cannot be written", path),
               "Name a file in a folder that exists and that you may write."};
}

// Written beside it and renamed, so that nobody ever reads half a report.
bool write_file(const std::string& path, const std::string& text) {
  const std::string beside = path + ".part";
  std::ofstream file(beside, std::ios::binary);
  file << text;
  file.close();
  std::error_code failed;
  if (file) std::filesystem::rename(beside, path, failed);
  if (!file || failed) std::filesystem::remove(beside, failed);
  return file && !failed;
}

RunOptions run_options(const Options& options, std::vector<Declaration> trees) {
  return {std::move(trees), options.server,  options.via,
          options.jobs,     options.timeout, options.keep};
}

}  // namespace

ExitCode run_command(const Options& options, const Interrupt& interrupt) {
  if (auto checked = check_writable(options.json); !checked) return print_error(checked.error());
  auto trees = chosen_trees(options);
  if (!trees) return print_error(trees.error());
  ProgressStyle style = progress_style(STDERR_FILENO, options.quiet);
  if (options.verbose) style.live = false;  // what migrations print is to stay on the screen
  Progress progress(STDERR_FILENO, style);
  const Report report = run(run_options(options, std::move(*trees)),
                            listener_of(progress, options.verbose), interrupt);
  progress.finish();
  ExitCode code = exit_code(report);
  if (interrupt.requested()) code = static_cast<ExitCode>(128 + interrupt.signal());
  if (options.json == "-") {
    if (!print(render_json(report))) code = worse(code, lost_result());
  } else {
    if (!print(render_text(report, text_style(options)))) code = worse(code, lost_result());
    if (!options.json.empty() && !write_file(options.json, render_json(report))) {
      code = worse(code, print_error({ErrorCode::infrastructure,
                                      fmt::format("cannot write {}", options.json),
                                      "See whether the disk is full."}));
    }
  }
  return code;
}

}  // namespace gate

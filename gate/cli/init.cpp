#include "gate/init/init.h"

#include <fmt/format.h>

#include "gate/cli/commands.h"
#include "gate/cli/output.h"

namespace gate {

ExitCode init_command(const Options& options, const Interrupt& interrupt) {
  namespace fs = std::filesystem;
  std::error_code gone;
  const fs::path here = fs::current_path(gone);
  if (gone && !options.root.is_absolute()) {
    return print_error(
        {ErrorCode::usage, "the current folder does not exist any more",
         "Change to the folder of the project, or name it with an absolute --root."});
  }
  const fs::path root = options.root.empty() ? fs::path() : here / options.root;
  const auto outcome = init({root, here, options.dry_run, options.timeout}, interrupt);
  if (interrupt.requested()) return static_cast<ExitCode>(128 + interrupt.signal());
  if (!outcome) return print_error(outcome.error());
  ExitCode code = print(in_words(*outcome)) ? ExitCode::pass : lost_result();
  for (const Error& error : outcome->errors) code = worse(code, print_error(error));
  return code;
}

}  // namespace gate

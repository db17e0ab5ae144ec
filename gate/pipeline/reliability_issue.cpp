#include "gate/pipeline/reliability_issue.h"

#include <fmt/format.h>

namespace gate {
namespace {

// Messages may go on with a server's own words below the first line.
std::string first_line(const std::string& text) {
  std::string line = text.substr(0, text.find('\n'));
  if (line.ends_with(':')) line.pop_back();
  return line;
}

}  // namespace

std::string reliability_issue(const Error& error, int tries) {
  const std::string where = error.step.empty() ? "before the first step" : error.step;
  return fmt::format(
      "migration-gate: {}\n\n"
      "Label: type:reliability\n\n"
      "The gate could not vouch for tree {}: this is the infrastructure's trouble, not a "
      "migration's.\n\n"
      "- Where: {}\n"
      "- Tried: {}\n"
      "- gate: {}\n\n"
      "What was seen:\n\n```\n{}\n```\n\n"
      "To look at: is the service container or the machine's PostgreSQL healthy, has the disk "
      "room, has the machine memory left? {}\n",
      first_line(error.message), error.tree.empty() ? "(none)" : error.tree, where,
      tries == 1 ? "once (a migration is never run again by itself)"
                 : fmt::format("{} times, to start a server", tries),
      GATE_VERSION, error.message, error.hint);
}

}  // namespace gate

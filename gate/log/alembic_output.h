// What a plain `alembic` command printed: the failure, the revisions it ran, the heads.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "gate/core/evidence.h"

namespace gate {

// One "Running upgrade 0001 -> 0002, title" line.
struct RunningLine {
  std::string direction;  // upgrade, downgrade
  std::string from;       // empty for base
  std::string to;         // empty for base
};
std::vector<RunningLine> running_lines(std::string_view text);

// The failure told by a traceback or by a `FAILED:` line; `server_log` supplies what PostgreSQL
// said. `tree_folder`: frames below it are the tree's own.
Failure failure_in_output(std::string_view text, std::string_view server_log,
                          std::string_view tree_folder);

// The ids that `alembic heads` names, one a line: "0040 (head)".
std::vector<std::string> heads_in_output(std::string_view text);

}  // namespace gate

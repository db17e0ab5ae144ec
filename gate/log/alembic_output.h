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

// The exit status of an Alembic that prints `FAILED:`; an exception that nobody catches gives 1.
constexpr int refused_by_alembic = 255;

// The failure told by a traceback or by a `FAILED:` line; `exit_status` says which it is where
// the text has both, as migrations print what they like. `server_log` supplies what PostgreSQL
// said. `tree_folder`: frames below it are the tree's own.
Failure failure_in_output(std::string_view text, int exit_status, std::string_view server_log,
                          std::string_view tree_folder);

// The ids that `alembic heads` names, one a line: "0040 (head)".
std::vector<std::string> heads_in_output(std::string_view text);

}  // namespace gate

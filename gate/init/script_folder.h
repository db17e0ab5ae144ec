// Where a script_location leads, and where Alembic has to be run for it to lead there.
//
// Only from what lies in the repository: a package that is installed elsewhere is not looked for.
#pragma once

#include <filesystem>
#include <optional>
#include <vector>

#include "gate/tree/alembic_ini.h"

namespace gate {

struct ScriptFolder {
  std::filesystem::path directory;
  std::filesystem::path migrations;  // empty where only Python can tell
};

// Nothing where it leads nowhere. `folder`: the one of the ini file; `environments`: every folder
// of the repository that holds an env.py.
std::optional<ScriptFolder> script_folder(const ScriptLocation& location,
                                          const std::filesystem::path& folder,
                                          const std::filesystem::path& root,
                                          const std::vector<std::filesystem::path>& environments);

}  // namespace gate

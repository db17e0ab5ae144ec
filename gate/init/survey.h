// The files of a repository that say where its migrations are and what server they run on.
//
// By name and place only: whether an ini file is Alembic's is found out by who reads it. Folders
// that hold other people's or made files are not entered, nor those that git ignores; a link to a
// folder is not followed, so no loop has to be feared.
#pragma once

#include <filesystem>
#include <set>
#include <vector>

#include "gate/core/deadline.h"
#include "gate/core/error.h"
#include "gate/process/interrupt.h"

namespace gate {

struct Survey {
  std::vector<std::filesystem::path> configurations;  // *.ini, *.cfg, pyproject.toml
  std::vector<std::filesystem::path> environments;    // the folders that hold an env.py
  std::vector<std::filesystem::path> compositions;    // of containers: docker-compose.yml and such
  std::vector<std::filesystem::path> workflows;       // of CI
  std::vector<std::filesystem::path> closed;          // folders that cannot be looked into
  std::size_t folders = 0;                            // looked into
};

// `ignored`: files and folders to pass over, as absolute paths. Errors: interrupted; declaration
// where the root is no folder; infrastructure when the deadline passes.
Result<Survey> survey(const std::filesystem::path& root,
                      const std::set<std::filesystem::path>& ignored, const Deadline& deadline,
                      const Interrupt& interrupt);

// Whether a folder of this name is never entered: "node_modules", ".venv", "site-packages".
bool is_passed_over(const std::string& name);

}  // namespace gate

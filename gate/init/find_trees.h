// The Alembic trees among the files of a repository.
//
// A tree is told by a section with a script_location that leads to an env.py, or by Flask-Migrate's
// alembic.ini beside an env.py; migrations that no ini file leads to are run from code. Several
// files or sections that lead to the same migrations are one tree. Nothing is run; of the
// migrations themselves nothing is read.
#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "gate/init/survey.h"

namespace gate {

// A section of an ini file that leads to migrations.
struct IniSection {
  std::filesystem::path ini;
  std::string section = "alembic";
  bool operator==(const IniSection&) const = default;
};

struct FoundTree {
  IniSection by;
  bool flask = false;                // Flask-Migrate's
  bool without_ini = false;          // run from code: `by` is where the ini file would be
  std::filesystem::path directory;   // where Alembic is to be run
  std::filesystem::path migrations;  // the folder of env.py; empty where only Python can tell
  std::vector<IniSection> also;      // others that lead there
};

// What looks like a tree and is none, or none that can be gated as it is.
struct NoTree {
  std::filesystem::path place;
  std::string why;
};

struct FoundTrees {
  std::vector<FoundTree> trees;  // in order of path
  std::vector<NoTree> others;
};

FoundTrees find_trees(const std::filesystem::path& root, const Survey& survey);

}  // namespace gate

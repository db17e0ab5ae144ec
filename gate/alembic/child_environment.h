// The environment a tree's interpreter gets: wall (b) of design.md's decision 4.
//
// Every PG* variable and every variable that holds a database URL is taken out; the driver sets
// the ones that are to lead to the gate's own cluster in-process, so that no process list shows
// the password. So are the names of the files through which a step speaks to GitHub's runner.
// Everything else stays as the user has it.
#pragma once

#include <map>
#include <string>
#include <string_view>
#include <vector>

namespace gate {

struct ChildEnvironment {
  std::vector<std::string> entries;            // NAME=VALUE
  std::map<std::string, std::string> replace;  // variables that held a PostgreSQL URL: its scheme
};

ChildEnvironment scrub(const std::vector<std::string>& environment);

// True for a value that is or contains the URL of a database server, or a libpq connection string.
bool holds_database_url(std::string_view value);

}  // namespace gate

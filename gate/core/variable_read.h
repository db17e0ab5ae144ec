// A variable of the environment that env.py, or a module of the repository that it imports, reads.
//
// As the source says it; what it means is for others (alembic/database_variables.h).
#pragma once

#include <string>

namespace gate {

struct VariableRead {
  std::string name;  // "APP_DATABASE_URL"
  std::string file;  // absolute
  int line = 0;
  std::string target;  // the name its value is bound to; empty unknown
  std::string use;     // what a URL makes of it: url, scheme, user, password, host, port, database
  bool has_default = false;   // the source goes on without it
  std::string default_value;  // where that is a literal
  bool required = false;      // reading it fails where it is not set
};

}  // namespace gate

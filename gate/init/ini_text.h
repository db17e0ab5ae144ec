// The alembic.ini of a tree that has none because its migrations are run from code.
#pragma once

#include <string>

namespace gate {

// `script_location`: a path, %(here)s in front of it where it is relative to the file. It has the
// sections of logging as well, which most an env.py reads.
std::string ini_text(const std::string& script_location);

}  // namespace gate

// A path as an alembic.ini writes it.
#pragma once

#include "gate/tree/alembic_ini.h"

namespace gate {

// With `%(here)s` and `%%` put in, as configparser does; other values of the file are left to
// Python.
ScriptLocation ini_location(const std::string& written, const std::filesystem::path& ini);

}  // namespace gate

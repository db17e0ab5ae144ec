// The Python driver's files as they were at build time.
#pragma once

#include "gate/core/embedded_file.h"

namespace gate {

std::vector<EmbeddedFile> embedded_driver();

}  // namespace gate

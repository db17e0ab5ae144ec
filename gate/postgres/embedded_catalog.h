// The queries of catalog/*.sql as they were at build time.
#pragma once

#include "gate/core/embedded_file.h"

namespace gate {

std::vector<EmbeddedFile> embedded_catalog();

}  // namespace gate

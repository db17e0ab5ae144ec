// seeds/tree.schema.json as it was at build time.
#pragma once

#include "gate/core/embedded_file.h"

namespace gate {

std::vector<EmbeddedFile> embedded_schema();

}  // namespace gate

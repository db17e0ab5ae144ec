// The causes' pages as they were at build time: every .md in gate/diagnosis/causes.
#pragma once

#include "gate/core/embedded_file.h"

namespace gate {

std::vector<EmbeddedFile> embedded_pages();

}  // namespace gate

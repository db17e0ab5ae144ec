// Reads one entry of a declaration's `prerequisites`.
#pragma once

#include "gate/tree/declaration.h"
#include "gate/tree/json_reader.h"

namespace gate {

Prerequisite read_prerequisite(const JsonReader& entry);

}  // namespace gate

// The text of a declaration: seeds/<tree>.json as a person would have written it.
//
// Keys are in the schema's order and paths relative; what is the default anyway is left out, but
// for the few that a reader wants to see. Reading the text gives the same values back. Writes no
// file.
#pragma once

#include <string>

#include "gate/tree/declaration.h"

namespace gate {

// All texts in the declaration have to be UTF-8 (is_json_text), its paths below its root.
std::string declaration_text(const Declaration& declaration);

}  // namespace gate

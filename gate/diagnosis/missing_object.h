// Which object a statement named and PostgreSQL did not find, by PostgreSQL's own words.
//
// gate's own servers speak English (lc_messages=C). Of words in another language, or of an error
// that is about something else, it says nothing.
#pragma once

#include <optional>
#include <string>

#include "gate/core/evidence.h"

namespace gate {

struct MissingObject {
  std::string kind;  // "relation", "type", "function", "operator class", "schema", "extension" ...
  std::string schema;  // as written; empty where none is
  std::string name;
  std::string words;  // with what distinguishes it: "function similarity(text, unknown)"
};

std::optional<MissingObject> missing_object(const SqlError& error);

}  // namespace gate

#include "gate/core/schema.h"

namespace gate {

std::string key_of(const SchemaObject& object) { return object.kind + " " + object.name; }

std::string_view to_string(SchemaChange change) {
  switch (change) {
    case SchemaChange::added:
      return "added";
    case SchemaChange::removed:
      return "removed";
    case SchemaChange::changed:
      break;
  }
  return "changed";
}

}  // namespace gate

#include "gate/core/row_change.h"

namespace gate {

std::string_view to_string(RowChange::Kind kind) {
  switch (kind) {
    case RowChange::Kind::lost:
      return "lost";
    case RowChange::Kind::changed:
      return "changed";
    case RowChange::Kind::added:
      return "added";
  }
  return "lost";
}

}  // namespace gate

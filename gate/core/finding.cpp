#include "gate/core/finding.h"

namespace gate {

std::string_view to_string(Severity severity) {
  switch (severity) {
    case Severity::note:
      return "note";
    case Severity::warning:
      return "warning";
    case Severity::error:
      return "error";
    case Severity::sev2:
      return "sev-2";
  }
  return "error";
}

std::string_view to_string(Owner owner) {
  switch (owner) {
    case Owner::sre:
      return "sre";
    case Owner::feature_dev:
      return "feature-dev";
    case Owner::operator_:
      return "operator";
  }
  return "feature-dev";
}

}  // namespace gate

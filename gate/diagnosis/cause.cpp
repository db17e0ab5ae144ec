#include "gate/diagnosis/cause.h"

namespace gate {

namespace causes {
#define GATE_CAUSE(name) extern const Cause name;
#include "gate/diagnosis/causes.inc"
#undef GATE_CAUSE
}  // namespace causes

const std::vector<const Cause*>& all_causes() {
  static const std::vector<const Cause*> all{
#define GATE_CAUSE(name) &causes::name,
#include "gate/diagnosis/causes.inc"
#undef GATE_CAUSE
  };
  return all;
}

const Cause* find_cause(std::string_view slug) {
  for (const Cause* cause : all_causes()) {
    if (cause->slug == slug) return cause;
  }
  return nullptr;
}

}  // namespace gate

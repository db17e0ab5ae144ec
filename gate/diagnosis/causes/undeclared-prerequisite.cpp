#include "gate/diagnosis/cause.h"

namespace gate::causes {

extern const Cause undeclared_prerequisite{
    .slug = "undeclared-prerequisite",
    .title = "A seed-dependent migration came without its declaration",
    .owner = "sre",
    .references = {"Issue #1655"},
};

}  // namespace gate::causes

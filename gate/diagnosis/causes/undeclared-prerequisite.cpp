#include "gate/diagnosis/cause.h"
#include "gate/diagnosis/source_rules.h"

namespace gate::causes {

extern const Cause undeclared_prerequisite{
    .slug = "undeclared-prerequisite",
    .title = "A seed-dependent migration came without its declaration",
    .owner = "sre",
    .references = {"Issue #1655"},
    .source = prerequisites_that_came_undeclared,
};

}  // namespace gate::causes

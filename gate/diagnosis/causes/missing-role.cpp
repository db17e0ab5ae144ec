#include "gate/diagnosis/cause.h"

namespace gate::causes {

extern const Cause missing_role{
    .slug = "missing-role",
    .mode = "B",
    .title = "A migration names a role that nothing supplies",
    .owner = "sre",
    .references = {"PR #1656"},
};

}  // namespace gate::causes

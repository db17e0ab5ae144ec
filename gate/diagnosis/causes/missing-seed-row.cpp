#include "gate/diagnosis/cause.h"

namespace gate::causes {

extern const Cause missing_seed_row{
    .slug = "missing-seed-row",
    .mode = "A",
    .title = "A migration looks up a row that nothing supplies",
    .owner = "sre",
    .references = {"PR #1654", "Issue #1655"},
};

}  // namespace gate::causes

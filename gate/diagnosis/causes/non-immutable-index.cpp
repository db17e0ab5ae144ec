#include "gate/diagnosis/cause.h"

namespace gate::causes {

extern const Cause non_immutable_index{
    .slug = "non-immutable-index",
    .mode = "D",
    .title = "An index uses a function that is not IMMUTABLE",
    .owner = "feature-dev",
    .references = {"Issue #1551"},
};

}  // namespace gate::causes

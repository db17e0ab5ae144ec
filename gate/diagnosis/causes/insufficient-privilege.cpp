#include "gate/diagnosis/cause.h"

namespace gate::causes {

extern const Cause insufficient_privilege{
    .slug = "insufficient-privilege",
    .title = "A migration does what its role may not",
    .owner = "feature-dev",
};

}  // namespace gate::causes

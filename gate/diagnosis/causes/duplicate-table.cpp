#include "gate/diagnosis/cause.h"

namespace gate::causes {

extern const Cause duplicate_table{
    .slug = "duplicate-table",
    .mode = "F",
    .title = "Two migrations create the same table",
    .owner = "feature-dev",
};

}  // namespace gate::causes

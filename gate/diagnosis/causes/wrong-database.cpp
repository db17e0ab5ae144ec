// Told as an Error, never as a Finding: what the migrations did is not in gate's own database.
#include "gate/diagnosis/cause.h"

namespace gate::causes {

extern const Cause wrong_database{
    .slug = "wrong-database",
    .title = "Migrations ran elsewhere or lost their stamp",
    .error = true,
    .owner = "feature-dev",
    .escalate = "the operator, where a database that is not gate's own was reached",
};

}  // namespace gate::causes

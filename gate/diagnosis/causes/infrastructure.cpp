// Told as an Error, never as a Finding: the server, the engine, the disk or the driver failed.
#include "gate/diagnosis/cause.h"

namespace gate::causes {

extern const Cause infrastructure{
    .slug = "infrastructure",
    .title = "The server, the disk or the engine failed",
    .error = true,
    .owner = "sre",
    .escalate = "the operator, when it goes on over all PRs while no migration changed",
};

}  // namespace gate::causes

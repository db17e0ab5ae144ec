// How what a run did is called on this machine: reproduce.h's ByHand, from what the run found.
#pragma once

#include "gate/alembic/driver.h"
#include "gate/core/report.h"
#include "gate/pipeline/reproduce.h"

namespace gate {

ByHand by_hand(const Declaration& declaration, const TreeNeeds& needs, const ServerFacts& server,
               const std::string& interpreter);

}  // namespace gate

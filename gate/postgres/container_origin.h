// Containers that a gate left when nothing was there any more to remove them: after a power cut.
//
// Removes only what carries our label, comes from this machine, and whose run is certainly over. A
// container that cannot be told from a living neighbour's stays.
#pragma once

#include <string>

#include "gate/core/deadline.h"
#include "gate/postgres/engine.h"

namespace gate {

// Value of the label gate.origin: this boot of the machine and what files this process sees.
std::string container_origin();
void remove_stray_containers(const Engine& engine, const Deadline& deadline,
                             const Interrupt& interrupt);

}  // namespace gate

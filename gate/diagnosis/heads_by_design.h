// Heads that a tree has by design: what a finding on several heads says of their declaration.
#pragma once

#include <optional>
#include <string>

#include "gate/core/evidence.h"
#include "gate/core/finding.h"

namespace gate {

// Where several heads each carry a branch label of their own, they may be meant: what to declare
// then, as a sentence. None where one of them has no label of its own.
std::optional<std::string> how_to_declare(const Evidence& evidence, const GraphFault& fault);

// The finding on a head that none of the declared labels leads to.
Finding stray_head(const Evidence& evidence, const GraphFault& fault);

}  // namespace gate

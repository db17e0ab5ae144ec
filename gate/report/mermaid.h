// The revision graph around a fault as a Mermaid flowchart, which GitHub draws.
//
// What is foreign in it is text in a label and nothing else.
#pragma once

#include <string>

#include "gate/core/report.h"

namespace gate {

// Without the fence; empty where the tree's findings are about no revision.
std::string mermaid_graph(const TreeReport& tree);

}  // namespace gate

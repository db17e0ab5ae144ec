// Where a finding is to be shown by those who show nothing without a file.
#pragma once

#include <string>

#include "gate/core/report.h"

namespace gate {

struct Where {
  std::string path;  // from the root of git's working tree; empty: nothing of the tree is known
  int line = 1;
};

// The finding's own place; else its revision's; else the newest revision of the tree.
Where where(const TreeReport& tree, const Finding& finding);
// The newest revision of the tree.
Where where(const TreeReport& tree);

}  // namespace gate

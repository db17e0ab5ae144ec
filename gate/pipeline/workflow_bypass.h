// Ways in which a workflow was made to pass without the gate, and by which commit.
#pragma once

#include <string>
#include <vector>

#include "gate/git/repository.h"

namespace gate {

// A sentence for each: the gate's job is gone from .github/workflows, may fail without the workflow
// failing, is switched off, or is newly not started for what is watched (`files`, as git names
// them). Read from the working tree and from the commits of HEAD's first-parent line.
Known<std::vector<std::string>> workflow_bypasses(const GitRepository& repository,
                                                  const std::vector<std::string>& files,
                                                  const Deadline& deadline);

}  // namespace gate

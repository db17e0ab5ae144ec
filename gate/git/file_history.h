// When files came into the history, and in which order.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "gate/core/history.h"
#include "gate/git/repository.h"

namespace gate {

// One for each file that lies in the repository (absolute paths; others are left out), with the
// order in which they came: by the commit of the first-parent line that brought them, then by
// commit date. What is in `base`, the branch that HEAD goes into, was there before what is not;
// what is not committed came last.
Known<std::vector<FileHistory>> file_histories(const GitRepository& repository,
                                               const std::vector<std::string>& files,
                                               const std::optional<std::string>& base,
                                               const Deadline& deadline);

}  // namespace gate

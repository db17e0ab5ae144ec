// Commits and version files in words.
#pragma once

#include <string>

#include "gate/core/history.h"
#include "gate/core/revision.h"

namespace gate {

// "PR #123", from a subject as GitHub writes it for merges and squashed merges; empty for others.
std::string pull_request(const Commit& commit);
// "fd175f8e (2026-05-30, PR #1778)"
std::string words(const Commit& commit);
// The last part of the path.
std::string name_of(const RevisionFile& file);

}  // namespace gate

// A collision of migrations in words: what happens, who gives way and why, and what to do.
#pragma once

#include <string>

#include "gate/core/evidence.h"

namespace gate {

// "revision 0042 is also that of db/.../0042_b.py, which landed on origin/main ..."
std::string message_of(const Evidence& evidence, const MergeCollision& collision);
// When both came, and by which rule one of them gives way.
std::string rule_words(const MergeCollision& collision);
// What whoever gives way has to do; where that is not HEAD, that HEAD need do nothing.
std::string fix_words(const Evidence& evidence, const MergeCollision& collision);
// "1a2b3c4d (2026-05-30, PR #5)"; "not committed yet"
std::string came_with(const Contender& side);
// The word for what the two collide on: "revision id", "number", "parent", ...
std::string subject_of(const MergeCollision& collision);

}  // namespace gate

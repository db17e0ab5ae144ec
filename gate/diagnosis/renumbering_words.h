// A renumbering in words, for both forms of C.
#pragma once

#include "gate/core/finding.h"
#include "gate/diagnosis/renumbering.h"

namespace gate {

// Fills in what both forms say alike: the place of the file to change, the colliding files as
// places, the facts, and the fix with the way to verify it. `revision` is the id concerned.
void add_renumbering(Finding& finding, const Evidence& evidence, const Renumbering& plan);

// "down_revision 0037", as the file has it.
std::string says_down(const RevisionFile& file);
// "revision 0038, down_revision 0037"
std::string says(const RevisionFile& file);

}  // namespace gate

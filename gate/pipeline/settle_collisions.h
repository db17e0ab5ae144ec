// Who gives way in a collision, and to which id, name and parent.
//
// The rule, as cause page merge-collision states it: what is in the base stays. Of two open
// branches the one gives way whose first migration that collides was committed later, by the date
// of the commit that added its file (the committer's); what is not committed is later than all that
// is; of two of one time the branch whose name sorts last.
#pragma once

#include <string>
#include <vector>

#include "gate/core/rival.h"
#include "gate/pipeline/merge_view.h"

namespace gate {

// Fills in the rest of what find_collisions() began: commits, who gives way, what it should become.
// The sides' refs have to be in the collisions: "HEAD", the base's name, a rival's.
void settle_collisions(const MergeView& view, const Deadline& deadline,
                       std::vector<MergeCollision>& collisions);

}  // namespace gate

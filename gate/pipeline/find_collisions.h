// What goes wrong when two sides are merged that were sound apart, as pairs of their files.
//
// Pure: from the version files of each side and of what git makes of both. A fault that one side
// has without the other is no collision, and not told here.
#pragma once

#include <string>
#include <vector>

#include "gate/core/revision.h"
#include "gate/core/rival.h"
#include "gate/diagnosis/numbering.h"

namespace gate {

// Every list is of a whole tree's version files; paths are absolute.
struct TwoSides {
  const std::vector<RevisionFile>& ours;
  const std::vector<RevisionFile>& theirs;
  const std::vector<RevisionFile>& merged;
  const std::vector<std::string>& conflicts;  // version files that git could not merge
  const std::vector<std::string>& declared;   // the branch labels that are heads by design
  const Numbering& numbering;
};

// Kind, `about`, `parent` and the two files of each; the rest is for others to fill in.
std::vector<MergeCollision> find_collisions(const TwoSides& sides);

}  // namespace gate

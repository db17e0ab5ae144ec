// A migration that somebody else has made meanwhile, on the base or on another open branch, and how
// it collides with one of this tree's.
#pragma once

#include <string>
#include <vector>

#include "gate/core/history.h"

namespace gate {

enum class CollisionKind {
  same_id,      // both files have the revision id
  same_number,  // different ids that begin with the same number
  same_parent,  // both follow the same revision: two heads once both are merged
  lost_parent,  // after the merge a parent is there no more
  same_file,    // git cannot merge the version file
};

// One side of a collision.
struct Contender {
  std::string ref;       // "HEAD", "origin/main", "origin/feature-b"
  std::string revision;  // id
  std::string file;      // relative to the repository; empty: not known
  int line = 0;
  Commit commit;       // that brought the file; empty id: not committed yet
  long long time = 0;  // when that was committed, seconds; 0 not known
};

struct MergeCollision {
  CollisionKind kind = CollisionKind::same_parent;
  std::string about;  // the id, number, parent or file in question
  Contender ours;
  Contender theirs;
  bool with_base = false;      // the other side is what this branch merges into
  bool ours_gives_way = true;  // by the rule of cause page merge-collision
  std::string next_id;         // that the one that gives way should take; empty: a fresh one
  std::string next_parent;     // and the revision that it should follow
};

}  // namespace gate

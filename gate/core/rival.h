// A migration that somebody else has made meanwhile, on the base or on another open branch, and how
// it collides with one of this tree's.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "gate/core/history.h"
#include "gate/core/revision.h"

namespace gate {

enum class CollisionKind {
  same_file,    // git cannot merge the version file
  same_id,      // both files have the revision id
  same_number,  // different ids, or file names, that begin with the same number
  same_parent,  // both follow the same revision: two heads once both are merged
  lost_parent,  // after the merge a parent is there no more
  cycle,        // after the merge revisions follow each other in a circle
  broken_base,  // the base has a fault of its own, whatever this branch does
};

// One side of a collision.
struct Contender {
  std::string ref;  // "HEAD", "origin/main", "origin/feature-b"
  RevisionFile file;
  // The commit that brought the file under this name, or took away what the other side needs;
  // none: not committed yet, or from before what a shallow clone knows.
  std::optional<Commit> commit;
  bool committed = true;
  long long time = 0;  // when that was committed, in seconds; 0 not known
};

struct MergeCollision {
  CollisionKind kind = CollisionKind::same_parent;
  std::string about;   // the id, number, parent or path in question
  std::string parent;  // that both follow; empty: they do not follow the same
  Contender ours;      // of HEAD, or of the first of two rivals
  Contender theirs;
  bool with_base = false;      // the other side is what this branch merges into
  bool among_rivals = false;   // neither side is HEAD
  bool ours_gives_way = true;  // by the rule of cause page merge-collision
  // What the one that gives way should become.
  std::string next_id;                   // empty: a fresh one; its own: that may stay
  std::string next_name;                 // of its file
  std::string next_parent;               // empty: there is none to be named
  std::vector<RevisionFile> followers;   // files of its branch that follow it
  std::optional<IdHistory> lost = {};    // lost_parent: what became of it
  std::optional<GraphFault> fault = {};  // broken_base
};

}  // namespace gate

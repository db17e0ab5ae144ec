// How a collision of revisions (C) is mended: which file gets which id, name and parent.
//
// The runbook's rule: the one that was merged later is renumbered to the next unused id and goes
// to the end of the chain; whoever follows it is re-pointed.
#pragma once

#include <string>
#include <vector>

#include "gate/core/evidence.h"
#include "gate/diagnosis/arrival.h"

namespace gate {

// One file that has to change.
struct Move {
  const RevisionFile* file = nullptr;
  std::string id;             // that it is to have; empty: a fresh one has to be made up
  std::string name;           // that the file is to have
  std::string down_revision;  // that it is to have; empty: the id made up for `after`
  const RevisionFile* after = nullptr;
  RevisionFiles successors;  // files that follow it and have to name its new id
};

struct Renumbering {
  ByArrival arrival;          // the files that collide
  std::string common_parent;  // the nearest revision that all of them follow; empty: none
  std::vector<Move> moves;    // of all but the earliest
};

// Several heads: of each branch its lowest file collides; each but the earliest branch goes on top
// of the one before it. An id that nobody else has and that comes after its new parent stays.
Renumbering plan_for_heads(const Evidence& evidence, const GraphFault& fault);

// One id in several files: the earliest keeps it, and those who follow the id follow that one,
// unless git says that they came together with another.
Renumbering plan_for_duplicate(const Evidence& evidence, const GraphFault& fault);

}  // namespace gate

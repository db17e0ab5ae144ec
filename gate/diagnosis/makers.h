// Which revisions make an object that a statement did not find, and which names are like it: what
// tells a table made elsewhere from one that is made too late, and from a typing error.
//
// From the sources alone: what a migration computes it makes unseen.
#pragma once

#include <string>

#include "gate/core/finding.h"
#include "gate/diagnosis/missing_object.h"
#include "gate/diagnosis/sources.h"

namespace gate {

struct Makers {
  Operations before;    // by revisions up to the one asked for, itself included
  Operations after;     // by later ones
  Operations undoing;   // by downgrades only
  std::string like_it;  // the nearest name that the tree makes; empty where none is near
  bool unread = false;  // a later revision does what its source does not say
};

Makers makers_of(const Evidence& evidence, const MissingObject& object,
                 const std::string& revision);

// Whether any revision before this one, or this one above the line, makes a table.
bool makes_a_table_before(const Evidence& evidence, const std::string& revision, int line);

// What the upgrades of other revisions do with the object.
Operations others_on(const Evidence& evidence, const MissingObject& object,
                     const std::string& revision);

// Adds to the finding where a later revision makes the object, or the name that was probably meant.
// True where it said any of that.
bool tell_makers(const Evidence& evidence, const Makers& makers, Finding& finding);

}  // namespace gate

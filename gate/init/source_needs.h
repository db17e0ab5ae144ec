// What a tree's version files say that its declaration has to have: heads by design, roles, and
// what else production has and an empty database lacks.
//
// Only what is certain is proposed; what may be, and what only a run can complete, is put into
// words for a person.
#pragma once

#include <string>
#include <vector>

#include "gate/core/evidence.h"
#include "gate/tree/declaration.h"

namespace gate {

struct SourceNeeds {
  std::vector<Prerequisite> prerequisites;
  std::vector<std::string> heads;  // branch labels; empty: one head
  std::vector<std::string> open;   // what is left to a person, as sentences
};

// `file`: the declaration as its user knows it, "seeds/shop.json".
SourceNeeds source_needs(const Evidence& evidence, const std::string& file);

}  // namespace gate

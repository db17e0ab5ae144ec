// Which of several files came later, and how that is known.
#pragma once

#include <string>
#include <vector>

#include "gate/core/evidence.h"
#include "gate/diagnosis/chain.h"

namespace gate {

struct ByArrival {
  RevisionFiles files;        // the earliest first
  bool from_history = false;  // git tells them apart; else by convention
  // A sentence on how the last is known to be the latest, or that it is taken to be.
  std::string explanation;
};

// By merge order and commit date where git has them, else those with the higher id, then the later
// file name, are taken to have come later.
ByArrival by_arrival(const Evidence& evidence, RevisionFiles files);

// Whether git says that two files came with the same commit or the same merge.
bool came_together(const Evidence& evidence, const RevisionFile& one, const RevisionFile& other);

// The history of a file; null where it is not known.
const FileHistory* history_of(const Evidence& evidence, const RevisionFile& file);

}  // namespace gate

// From what the driver read in the version files (core/source_fact.h) to what they do.
#pragma once

#include <vector>

#include "gate/core/operation.h"
#include "gate/core/revision.h"
#include "gate/core/source_fact.h"

namespace gate {

struct SourceReading {
  std::vector<Operation> operations;  // in the order of the chain, of one file as written
  std::vector<RaiseSite> raises;
};

// Each operation gets its revision from the file that it stands in. A raise keeps those of its
// lookups that read rows as far as the source says.
SourceReading read_operations(const SourceFacts& facts, const std::vector<RevisionFile>& revisions);

}  // namespace gate

// What a tree's report shows beside its findings: the revisions, the lines of the files that the
// findings are about, and where those files are for whoever knows the repository by git.
//
// Reads files and writes none; what cannot be read is left out.
#pragma once

#include "gate/core/evidence.h"
#include "gate/core/report.h"
#include "gate/tree/declaration.h"

namespace gate {

// Completes a report whose findings are there.
void show_sources(const Declaration& declaration, const Evidence& evidence, TreeReport& report);

}  // namespace gate

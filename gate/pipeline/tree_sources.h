// What a tree's version files say, as evidence: the graph first, then what the migrations do.
//
// From the sources alone: no migration is run, Alembic is not imported, and no server is needed.
#pragma once

#include <filesystem>

#include "gate/alembic/driver.h"
#include "gate/core/evidence.h"

namespace gate {

// A driver that reads sources only, in the first Python there is; its files go below `folder`.
Result<Driver> start_source_driver(const Declaration& declaration,
                                   const std::filesystem::path& folder, const Lifeline& lifeline);
// Whether only Alembic can read the file's id, so that nothing is known of its place in the graph.
bool is_undecided(const RevisionFile& file);
// The revisions, their heads and the chain.
void take_chain(const std::vector<RevisionFile>& revisions, Evidence& evidence);
// The revisions, the faults of their graph, its heads and the chain; `heads` are the branch labels
// declared as heads by design.
void take_graph(const LoadedTree& tree, const std::vector<std::string>& heads, Evidence& evidence);
// What the loaded tree's migrations do; after take_graph. Errors: infrastructure, interrupted.
Result<void> take_operations(Driver& driver, const Deadline& deadline, const Interrupt& interrupt,
                             Evidence& evidence);

}  // namespace gate

// Completes the Evidence of a red run while its cluster still lives, so that no cause has to ask.
//
// Only ever called when something is wrong: a green run pays nothing. What cannot be had is left
// out; nothing that goes wrong in here changes the verdict.
#pragma once

#include "gate/alembic/runner.h"
#include "gate/core/evidence.h"
#include "gate/core/source_fact.h"
#include "gate/pipeline/own_connection.h"
#include "gate/source/revision_graph.h"

namespace gate {

struct CollectFrom {
  const RevisionGraph& graph;
  AlembicRunner& runner;
  OwnConnection& connection;
  const Deadline& deadline;
  const Interrupt& interrupt;
};

// The step that failed by the migrations' own fault; null where none did.
const StepEvidence* failed_step(const Evidence& evidence);

// What the sources do, and what the statements of the failing revision asked for: read with
// PostgreSQL's own parser.
void collect_sources(const SourceFacts& facts, Evidence& evidence);

// What the catalog says of the objects that the failure concerns, as the failing revision found
// them: the chain is first taken up to it again, since its failure rolled all of it back.
void collect_catalog(const CollectFrom& from, Evidence& evidence);

}  // namespace gate

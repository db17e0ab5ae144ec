// The steps that supply what production has and an empty database lacks: prerequisites, and the
// baseline that a tree starts from.
#pragma once

#include "gate/pipeline/own_connection.h"
#include "gate/pipeline/sql_prerequisites.h"
#include "gate/postgres/cluster.h"
#include "gate/source/revision_graph.h"
#include "gate/tree/declaration.h"

namespace gate {

class PrerequisiteSteps {
 public:
  PrerequisiteSteps(OwnConnection& connection, Cluster& cluster, SqlPrerequisites& files,
                    Evidence& evidence)
      : connection_(connection), cluster_(cluster), files_(files), evidence_(evidence) {}

  // What PostgreSQL refused is in the step's evidence. Errors: the server's.
  Result<void> run(const Prerequisite& prerequisite, StepEvidence& seen);
  // The same; and an Error where the file and the declaration disagree.
  Result<void> run_baseline(const Declaration& declaration, const RevisionGraph& graph,
                            StepEvidence& seen);

 private:
  Result<void> run_file(const SeedFile& file, StepEvidence& seen);

  OwnConnection& connection_;
  Cluster& cluster_;
  SqlPrerequisites& files_;
  Evidence& evidence_;
};

}  // namespace gate

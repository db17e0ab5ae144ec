// What becomes of the declared prerequisites while the walk goes down and up again.
//
// Whenever the walk crosses a prerequisite's point it is looked for, and all are after a downgrade;
// one that is gone is told, and only then is it supplied again (design.md, decision 7). What a loss
// means is diagnosis's business.
#pragma once

#include <string>
#include <vector>

#include "gate/core/evidence.h"
#include "gate/pipeline/own_connection.h"
#include "gate/pipeline/sql_prerequisites.h"
#include "gate/postgres/cluster.h"
#include "gate/source/revision_graph.h"
#include "gate/tree/declaration.h"

namespace gate {

class PrerequisiteWatch {
 public:
  PrerequisiteWatch(const Declaration& declaration, const RevisionGraph& graph, Cluster& cluster,
                    OwnConnection& connection, SqlPrerequisites& files)
      : declaration_(declaration),
        graph_(graph),
        cluster_(cluster),
        connection_(connection),
        files_(files) {}

  // Looks which are there, before a downgrade. Errors: the server's.
  Result<void> look();
  // Those that the downgrade to the version rows `rows` took away, each supplied again. Errors:
  // the server's.
  Result<std::vector<LostPrerequisite>> restore(const std::vector<std::string>& rows,
                                                const std::string& after_step);

 private:
  QueryOutcome<bool> finds(const Prerequisite& prerequisite);
  QueryOutcome<QueryResult> supply(const Prerequisite& prerequisite);

  const Declaration& declaration_;
  const RevisionGraph& graph_;
  Cluster& cluster_;
  OwnConnection& connection_;
  SqlPrerequisites& files_;
  std::vector<bool> there_;  // by their place in the declaration
};

}  // namespace gate

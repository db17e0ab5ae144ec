// Where a planned step leads on this tree: the Alembic command as it has to be given here, and the
// version rows that must be there after it.
//
// Pure: it runs nothing. The plan has the runbook's words ("head", "-1"); the graph says what they
// mean, and where Alembic would take them for something else they are given in another way.
#pragma once

#include <string>
#include <vector>

#include "gate/alembic/runner.h"
#include "gate/pipeline/plan.h"
#include "gate/source/revision_graph.h"

namespace gate {

struct Aim {
  AlembicCommand command;
  std::vector<std::string> rows;     // in order of id
  std::vector<std::string> or_rows;  // what another version of Alembic leaves; empty: the same
};

// `rows` are the version rows before the step; the graph has no faults and is not empty, and the
// step's branch is a label that it has.
Aim aim(const PlannedStep& step, const RevisionGraph& graph, const std::vector<std::string>& rows);

}  // namespace gate

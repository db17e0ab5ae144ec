// The steps of one tree's run, in the runbook's order and with the runbook's names.
//
// Pure: from a declaration alone, so that `gate list` can show it without running anything. Where
// the graph is known, prerequisites come in the order of the chain, and the walks of declared heads
// in that of their dependencies.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "gate/alembic/runner.h"
#include "gate/core/evidence.h"
#include "gate/source/revision_graph.h"
#include "gate/tree/declaration.h"

namespace gate {

struct PlannedStep {
  StepKind kind = StepKind::upgrade;
  std::string name;                         // "Raptor — alembic upgrade head"
  AlembicCommand command;                   // empty name for a prerequisite
  std::optional<std::size_t> prerequisite;  // its place in the declaration
  bool second_upgrade = false;
  std::string branch;    // the declared head (a label) whose walk it belongs to; empty: the tree
  bool stair = false;    // part of a stairway (stairway.h)
  std::string revision;  // that a stair is about; empty: the head
  std::string along;     // of a stair's downgrade: the parent to leave it for; empty: any
  std::string skip;      // why it is not to be run; empty: it is
};

// One walk for the tree, or one for each of its declared heads. The way down from a revision that
// is declared irreversible is in it, to be skipped.
std::vector<PlannedStep> plan(const Declaration& declaration, const RevisionGraph* graph = nullptr);

// The step's evidence before it is run: skipped.
StepEvidence not_run(const PlannedStep& step, const Declaration& declaration);

}  // namespace gate

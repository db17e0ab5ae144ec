// What every plan of steps is put together from: names as the runbook has them, prerequisites at
// their place, the baseline.
//
// Pure. In which order revisions are walked is plan.cpp's and stairway.cpp's business.
#pragma once

#include <functional>
#include <string>
#include <vector>

#include "gate/pipeline/plan.h"

namespace gate {

class PlanBuilder {
 public:
  // Without a graph nothing is known of the order of revisions.
  PlanBuilder(const Declaration& declaration, const RevisionGraph* graph);

  // The declared head (a label) whose walk the next steps belong to; at first the tree's.
  void begin_walk(const std::string& branch) { branch_ = branch; }
  // "<title> — <words>"; the step, to be completed.
  PlannedStep& add(StepKind kind, const std::string& words, AlembicCommand command);
  // The baseline, where one is declared, and before it what needs no revision.
  void begin_at_baseline();
  // Prerequisites that are still to come and that `wanted` takes (by its `after`), in the order of
  // the chain, with the upgrade that each needs but to the revision that is `reached` already.
  void supply(const std::function<bool(const Prerequisite&)>& wanted, std::string reached = {});
  // Whether the baseline already holds the revision; without the graph only the one it names.
  bool is_in_baseline(const std::string& revision) const;
  // Why the revision has no way back, as declared; empty where it has one.
  std::string irreversible(const std::string& revision) const;

  std::vector<PlannedStep> take() { return std::move(steps_); }

 private:
  void add_prerequisite(std::size_t index);

  const Declaration& declaration_;
  const RevisionGraph* graph_;
  std::vector<std::size_t> waiting_;  // prerequisites, by their place in the declaration
  std::string branch_;
  std::vector<PlannedStep> steps_;
};

}  // namespace gate

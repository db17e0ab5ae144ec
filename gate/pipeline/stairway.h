// The steps of a stairway (`--steps N`, `--steps all`): each revision up, down and up again, from
// the lowest to the head.
//
// Pure. Revisions come in the order of the chain, parents before children, so that branches,
// several bases and what a revision depends on are there when it is entered; a merge is left once
// for each of its parents.
#pragma once

#include <limits>
#include <optional>

#include "gate/pipeline/plan.h"

namespace gate {

constexpr std::size_t all_stairs = std::numeric_limits<std::size_t>::max();

// The topmost `stairs` revisions; what is below them is upgraded to in one go. The graph has no
// faults and is not empty.
std::vector<PlannedStep> plan_stairway(const Declaration& declaration, const RevisionGraph& graph,
                                       std::size_t stairs);

// How many revisions of a stairway are done before this step; nothing but where one begins, and
// after the last.
struct StairsDone {
  std::size_t done = 0;
  std::size_t total = 0;
};
std::optional<StairsDone> stairs_done(const std::vector<PlannedStep>& plan, std::size_t index);

}  // namespace gate

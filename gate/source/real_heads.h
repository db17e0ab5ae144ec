// Which of a broken graph's heads would still be heads once its other faults are mended.
#pragma once

#include <string>
#include <vector>

#include "gate/source/adjacency.h"

namespace gate {

// Revisions cut off from below by another fault, and the id at which they were.
struct Orphans {
  std::string at;
  std::vector<std::size_t> nodes;
};

// `ids` are in order, `down` are their down_revisions. Each cut leaves one head of its own: the
// revision that what is cut off would follow. It is taken to be the nearest lower id among the
// heads that are not themselves above the cut.
std::vector<std::size_t> real_heads(const std::vector<std::string>& ids, const Adjacency& down,
                                    const std::vector<Orphans>& orphans);

}  // namespace gate

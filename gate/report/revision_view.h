// The part of a revision graph that a person has to see: the revisions at fault and what is around
// them, never all of a long history.
#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include "gate/core/report.h"

namespace gate {

struct RevisionView {
  struct Node {
    std::size_t index = 0;  // in TreeReport::revisions
    bool at_fault = false;
    bool head = false;  // one of several
  };
  struct Edge {
    std::size_t parent = 0;  // indexes into TreeReport::revisions
    std::size_t child = 0;
    std::size_t between = 0;  // revisions that are not shown; 0: it is the parent itself
    bool depends = false;     // depends_on, not down_revision
  };
  struct Missing {
    std::string revision;  // that no file declares
    std::size_t child = 0;
  };
  struct Rest {
    std::size_t index = 0;
    std::size_t count = 0;  // revisions before it, or after it, that are not shown
    bool after = false;
  };
  std::vector<Node> nodes;  // parents before children
  std::vector<Edge> edges;
  std::vector<Missing> missing;
  std::vector<Rest> rests;
};

// Around what the tree's findings are about; without nodes where they are about no revision.
RevisionView revision_view(const TreeReport& tree);

}  // namespace gate

// Where the revisions of a tree are drawn: newest on top, a row for each, and as many lanes side by
// side as there are branches at once.
//
// Pure, and knows no pixels. Takes any graph: parents that nobody has, ids that are there twice,
// cycles.
#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include "gate/core/shown_revision.h"

namespace gate::html {

struct GraphNode {
  std::size_t revision = 0;  // its place among the revisions; of a missing one, of who names it
  bool missing = false;      // a parent that no file has
  std::string id;
  std::size_t row = 0;
  std::size_t lane = 0;
  bool head = false;  // nobody has it for a parent
};

enum class EdgeKind { parent, depends_on };

// From a revision down to its parent; where that is not the next row, along a lane.
struct GraphEdge {
  std::size_t from = 0;  // places among the nodes
  std::size_t to = 0;
  std::size_t lane = 0;
  EdgeKind kind = EdgeKind::parent;
};

struct GraphLayout {
  std::vector<GraphNode> nodes;  // by row
  std::vector<GraphEdge> edges;
  std::size_t lanes = 0;
};

// Of revisions with parents before children.
GraphLayout lay_out(const std::vector<ShownRevision>& revisions);

}  // namespace gate::html

// The revision graph as SVG: what graph_layout.h placed, in pixels, with shapes and words for
// heads, faults and what is missing.
#pragma once

#include <map>
#include <string>

#include "gate/core/report.h"
#include "gate/report/html/graph_layout.h"
#include "gate/report/html/markup.h"

namespace gate::html {

// What is said of a revision in the picture, by its place among the tree's revisions.
struct GraphMarks {
  std::map<std::size_t, std::string> faults;  // the kind of the finding: "missing-role"
  std::map<std::size_t, std::string> named;   // of a finding that has it for another place
};
GraphMarks marks_of(const TreeReport& tree);

struct GraphPicture {
  Markup svg;
  double fault_y = 0;      // of the first fault; of the newest revision where there is none
  std::size_t hidden = 0;  // revisions too far from the fault to be drawn
};
// `label` and `description` are for those who do not see it.
GraphPicture draw_graph(const TreeReport& tree, const GraphLayout& layout, const GraphMarks& marks,
                        const std::string& label, const std::string& description);

}  // namespace gate::html

// A revision as a report shows it: a node of the graph, with where it is to be found.
#pragma once

#include <string>
#include <vector>

namespace gate {

struct ShownRevision {
  std::string revision;
  std::vector<std::string> down_revisions;  // one that no revision has is a dangling edge
  std::vector<std::string> depends_on;
  std::vector<std::string> branch_labels;
  std::string message;  // first line of the docstring
  std::string path;     // its file, from the root of git's working tree
  int line = 0;         // of the `revision` assignment, 0 unknown
};

}  // namespace gate

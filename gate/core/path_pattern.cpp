#include "gate/core/path_pattern.h"

#include <vector>

namespace gate {
namespace {

// Which places of the path a beginning of the pattern can have come to. One after the other and no
// recursion, so that no pattern is slow.
using Places = std::vector<bool>;

Places after_star(std::string_view path, const Places& reached, bool across) {
  Places next(reached.size());
  bool carried = false;
  for (std::size_t place = 0; place < next.size(); ++place) {
    carried = reached[place] || carried;
    next[place] = carried;
    if (!across && place < path.size() && path[place] == '/') carried = false;
  }
  return next;
}

// "**/": any number of whole folders, none included.
Places after_folders(std::string_view path, const Places& reached) {
  Places next = after_star(path, reached, true);
  for (std::size_t place = 0; place < next.size(); ++place) {
    const bool at_folder = place > 0 && path[place - 1] == '/';
    next[place] = reached[place] || (next[place] && at_folder);
  }
  return next;
}

Places after_letter(std::string_view path, const Places& reached, char letter) {
  Places next(reached.size());
  for (std::size_t place = 0; place < path.size(); ++place) {
    const bool same = path[place] == letter || (letter == '?' && path[place] != '/');
    next[place + 1] = reached[place] && same;
  }
  return next;
}

Places reached_by(std::string_view path, std::string_view pattern) {
  Places reached(path.size() + 1);
  reached[0] = true;
  while (!pattern.empty()) {
    std::size_t taken = 1;
    if (pattern.starts_with("**/")) {
      reached = after_folders(path, reached);
      taken = 3;
    } else if (pattern.starts_with("**")) {
      reached = after_star(path, reached, true);
      taken = 2;
    } else if (pattern.front() == '*') {
      reached = after_star(path, reached, false);
    } else {
      reached = after_letter(path, reached, pattern.front());
    }
    pattern.remove_prefix(taken);
  }
  return reached;
}

}  // namespace

bool matches_path(std::string_view path, std::string_view pattern) {
  while (pattern.ends_with('/')) pattern.remove_suffix(1);
  if (pattern.empty()) return false;
  const Places reached = reached_by(path, pattern);
  for (std::size_t place = 1; place < path.size(); ++place) {
    if (reached[place] && path[place] == '/') return true;
  }
  return reached[path.size()];
}

}  // namespace gate

// What Alembic's version table holds after a walk (its HeadMaintainer, runtime/migration.py):
// compared with Alembic 1.0.11, 1.2, 1.4, 1.5, 1.6, 1.8.1, 1.13 and 1.20.1 over random graphs.
#include <algorithm>

#include "gate/source/revision_graph.h"

namespace gate {

std::vector<std::string> RevisionGraph::top_of(const std::vector<bool>& applied) const {
  auto top = applied;
  for (std::size_t node = 0; node < ids_.size(); ++node) {
    if (!applied[node]) continue;
    for (const auto implied : parents_[node]) top[implied] = false;
  }
  return ids_of(top);
}

std::vector<std::string> RevisionGraph::after_upgrade(const std::vector<std::string>& rows,
                                                      std::string_view target) const {
  auto applied = nodes_of(rows);
  if (const auto node = find(target)) applied.push_back(*node);
  return top_of(reachable(parents_, applied));
}

std::vector<std::string> RevisionGraph::after_downgrade(
    const std::vector<std::string>& rows, const std::vector<std::string>& taken_out) const {
  auto left = reachable(parents_, nodes_of(rows));
  const auto dropped = reachable(reversed(parents_), nodes_of(taken_out));
  for (std::size_t node = 0; node < ids_.size(); ++node) {
    if (dropped[node]) left[node] = false;
  }
  return top_of(left);
}

std::vector<std::string> RevisionGraph::without_implied(
    const std::vector<std::string>& rows) const {
  std::vector<std::size_t> below;
  for (const auto node : nodes_of(rows)) {
    below.insert(below.end(), parents_[node].begin(), parents_[node].end());
  }
  const auto implied = reachable(parents_, below);
  std::vector<std::string> held;
  for (const auto& row : rows) {
    const auto node = find(row);
    if (!node || !implied[*node]) held.push_back(row);
  }
  std::sort(held.begin(), held.end());
  return held;
}

}  // namespace gate

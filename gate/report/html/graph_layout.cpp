#include "gate/report/html/graph_layout.h"

#include <algorithm>
#include <map>
#include <optional>
#include <set>

namespace gate::html {
namespace {

// All that a revision stands on, its own parents first.
std::vector<std::pair<std::string, EdgeKind>> below(const ShownRevision& revision) {
  std::vector<std::pair<std::string, EdgeKind>> all;
  for (const auto& id : revision.down_revisions) all.emplace_back(id, EdgeKind::parent);
  for (const auto& id : revision.depends_on) all.emplace_back(id, EdgeKind::depends_on);
  return all;
}

std::vector<GraphNode> rows_of(const std::vector<ShownRevision>& revisions) {
  std::set<std::string> known;
  std::set<std::string> parents;
  std::map<std::string, std::size_t> lowest_naming;  // of what is missing
  for (const auto& one : revisions) {
    known.insert(one.revision);
    known.insert(one.branch_labels.begin(), one.branch_labels.end());
    parents.insert(one.down_revisions.begin(), one.down_revisions.end());
  }
  for (std::size_t at = 0; at < revisions.size(); ++at) {
    for (const auto& [id, kind] : below(revisions[at])) {
      if (known.count(id) == 0) lowest_naming.emplace(id, at);
    }
  }
  std::vector<GraphNode> nodes;
  for (std::size_t at = revisions.size(); at-- > 0;) {
    const auto& id = revisions[at].revision;
    nodes.push_back({at, false, id, nodes.size(), 0, parents.count(id) == 0});
    for (const auto& [missing, naming] : lowest_naming) {
      if (naming == at) nodes.push_back({at, true, missing, nodes.size(), 0, false});
    }
  }
  return nodes;
}

// Lanes in use, each by what it leads down to.
class Lanes {
 public:
  // The leftmost lane that leads to the node; every other one that does ends with it. A new one
  // where none does.
  std::size_t arrive(const std::string& id) {
    const auto lane = find(id).value_or(free());
    for (auto& one : lanes_) {
      if (one == id) one.reset();
    }
    return lane;
  }
  // The lane that leads to it from now on: `own` as long as it is free, so that a line of first
  // parents stays straight; else the one that does already; else a new one.
  std::size_t lead(const std::string& id, std::size_t own) {
    if (!is_free(own)) {
      if (const auto lane = find(id)) return *lane;
    }
    const auto lane = is_free(own) ? own : free();
    reserve(lane);
    lanes_[lane] = id;
    return lane;
  }
  void reserve(std::size_t lane) { lanes_.resize(std::max(lanes_.size(), lane + 1)); }
  std::size_t count() const { return lanes_.size(); }

 private:
  std::optional<std::size_t> find(const std::string& id) const {
    const auto found = std::find(lanes_.begin(), lanes_.end(), id);
    if (found == lanes_.end()) return {};
    return static_cast<std::size_t>(found - lanes_.begin());
  }
  bool is_free(std::size_t lane) const { return lane >= lanes_.size() || !lanes_[lane]; }
  std::size_t free() const {
    const auto found = std::find(lanes_.begin(), lanes_.end(), std::nullopt);
    return static_cast<std::size_t>(found - lanes_.begin());
  }
  std::vector<std::optional<std::string>> lanes_;
};

// The node of an id, or of the revision that has the branch label, nearest below `row`; else, on a
// cycle, anywhere.
std::size_t node_of(const std::multimap<std::string, std::size_t>& rows, const std::string& id,
                    std::size_t row) {
  const auto [first, last] = rows.equal_range(id);
  const auto below_row =
      std::find_if(first, last, [&](const auto& one) { return one.second > row; });
  return below_row == last ? first->second : below_row->second;
}

std::multimap<std::string, std::size_t> rows_by_id(const std::vector<GraphNode>& nodes,
                                                   const std::vector<ShownRevision>& revisions) {
  std::multimap<std::string, std::size_t> rows;
  for (const auto& node : nodes) {
    rows.emplace(node.id, node.row);
    if (node.missing) continue;
    for (const auto& label : revisions[node.revision].branch_labels) rows.emplace(label, node.row);
  }
  return rows;
}

}  // namespace

GraphLayout lay_out(const std::vector<ShownRevision>& revisions) {
  GraphLayout layout;
  layout.nodes = rows_of(revisions);
  const auto rows = rows_by_id(layout.nodes, revisions);
  Lanes lanes;
  std::vector<std::size_t> upward;  // edges of a cycle, which get a lane of their own
  for (GraphNode& node : layout.nodes) {
    node.lane = lanes.arrive(node.id);
    lanes.reserve(node.lane);
    if (node.missing) continue;
    for (const auto& [id, kind] : below(revisions[node.revision])) {
      const auto to = node_of(rows, id, node.row);
      GraphEdge edge{node.row, to, node.lane, kind};
      if (to <= node.row) {
        upward.push_back(layout.edges.size());
      } else {
        edge.lane = lanes.lead(layout.nodes[to].id, node.lane);
      }
      layout.edges.push_back(edge);
    }
  }
  layout.lanes = lanes.count();
  for (const auto at : upward) layout.edges[at].lane = layout.lanes++;
  return layout;
}

}  // namespace gate::html

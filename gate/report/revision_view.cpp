#include "gate/report/revision_view.h"

#include <algorithm>
#include <deque>
#include <map>
#include <set>

namespace gate {
namespace {

constexpr std::size_t most_marked = 8;
constexpr std::size_t most_named = 4;
constexpr std::size_t most_nodes = 14;
constexpr int farthest = 2;  // steps from a revision at fault
constexpr std::size_t most_missing = 6;

using Indexes = std::set<std::size_t>;

struct Link {
  std::size_t parent;
  std::size_t child;
  bool depends;
};

class Graph {
 public:
  explicit Graph(const std::vector<ShownRevision>& revisions) {
    std::multimap<std::string_view, std::size_t> by_id;
    for (std::size_t at = 0; at < revisions.size(); ++at) by_id.emplace(revisions[at].revision, at);
    parents_.resize(revisions.size());
    children_.resize(revisions.size());
    for (std::size_t at = 0; at < revisions.size(); ++at) {
      link(by_id, at, revisions[at].down_revisions, false);
      link(by_id, at, revisions[at].depends_on, true);
    }
  }

  const Indexes& parents(std::size_t at) const { return parents_[at]; }
  const Indexes& children(std::size_t at) const { return children_[at]; }
  const std::vector<Link>& links() const { return links_; }
  const std::vector<RevisionView::Missing>& missing() const { return missing_; }
  const Indexes& next(std::size_t at, bool after) const {
    return after ? children_[at] : parents_[at];
  }

  // The revision and all that it stands on.
  Indexes with_ancestors(std::size_t from) const {
    Indexes seen{from};
    std::deque<std::size_t> todo{from};
    for (; !todo.empty(); todo.pop_front()) {
      for (const auto parent : parents_[todo.front()]) {
        if (seen.insert(parent).second) todo.push_back(parent);
      }
    }
    return seen;
  }

 private:
  void link(const std::multimap<std::string_view, std::size_t>& by_id, std::size_t child,
            const std::vector<std::string>& ids, bool depends) {
    for (const auto& id : ids) {
      const auto [begin, end] = by_id.equal_range(id);
      if (begin == end) missing_.push_back({id, child});
      for (auto found = begin; found != end; ++found) {
        parents_[child].insert(found->second);
        children_[found->second].insert(child);
        links_.push_back({found->second, child, depends});
      }
    }
  }

  std::vector<Indexes> parents_;
  std::vector<Indexes> children_;
  std::vector<Link> links_;
  std::vector<RevisionView::Missing> missing_;
};

// By id, or by its file where the id is in several.
Indexes at_fault(const TreeReport& tree) {
  Indexes marked;
  const auto mark = [&](const std::string& revision, const std::string& path) {
    for (std::size_t at = 0; at < tree.revisions.size(); ++at) {
      const ShownRevision& one = tree.revisions[at];
      const bool is_it =
          (!revision.empty() && one.revision == revision) || (!path.empty() && one.path == path);
      if (is_it && marked.size() < most_marked) marked.insert(at);
    }
  };
  for (const auto& finding : tree.findings) {
    if (finding.severity != Severity::note) mark(finding.revision, finding.path);
  }
  return marked;
}

// What the findings name beside: who made the table first, the other side of a collision.
Indexes named(const TreeReport& tree) {
  std::set<std::string_view> paths;
  for (const auto& finding : tree.findings) {
    if (finding.severity == Severity::note) continue;
    for (const auto& place : finding.places) paths.insert(place.path);
  }
  Indexes found;
  for (std::size_t at = 0; at < tree.revisions.size() && found.size() < most_named; ++at) {
    if (paths.count(tree.revisions[at].path) != 0) found.insert(at);
  }
  return found;
}

// Where they are the trouble (failure mode C): a tree may have several by design.
Indexes several_heads(const TreeReport& tree) {
  Indexes heads;
  const bool trouble = std::any_of(tree.findings.begin(), tree.findings.end(),
                                   [](const Finding& finding) { return finding.mode == "C"; });
  if (tree.heads.size() < 2 || !trouble) return heads;
  for (std::size_t at = 0; at < tree.revisions.size() && heads.size() < most_marked; ++at) {
    const auto& id = tree.revisions[at].revision;
    if (std::find(tree.heads.begin(), tree.heads.end(), id) != tree.heads.end()) heads.insert(at);
  }
  return heads;
}

// The nearest one that all of them stand on.
void add_fork(const Graph& graph, const Indexes& marked, Indexes& kept) {
  Indexes common;
  for (auto one = marked.begin(); one != marked.end(); ++one) {
    const auto below = graph.with_ancestors(*one);
    Indexes both;
    std::set_intersection(common.begin(), common.end(), below.begin(), below.end(),
                          std::inserter(both, both.end()));
    common = one == marked.begin() ? below : both;
  }
  if (!common.empty()) kept.insert(*common.rbegin());
}

void add_around(const Graph& graph, const Indexes& marked, Indexes& kept) {
  Indexes edge = marked;
  for (int distance = 0; distance < farthest; ++distance) {
    Indexes next;
    for (const auto at : edge) {
      for (const bool after : {false, true}) {
        for (const auto one : graph.next(at, after)) {
          if (kept.size() < most_nodes && kept.insert(one).second) next.insert(one);
        }
      }
    }
    edge = std::move(next);
  }
}

// Those that are not shown, from one on, until some that are.
struct Walk {
  Indexes hidden;
  Indexes reached;
};
Walk walk(const Graph& graph, const Indexes& kept, std::size_t from, bool after) {
  Walk walked;
  std::deque<std::size_t> todo{from};
  for (; !todo.empty(); todo.pop_front()) {
    for (const auto one : graph.next(todo.front(), after)) {
      if (kept.count(one) != 0) {
        if (todo.front() != from) walked.reached.insert(one);
      } else if (walked.hidden.insert(one).second) {
        todo.push_back(one);
      }
    }
  }
  return walked;
}

// One that is not shown takes as much room as saying so.
void add_single_ones(const Graph& graph, Indexes& kept) {
  const Indexes before = kept;
  for (const auto at : before) {
    for (const bool after : {false, true}) {
      const Walk walked = walk(graph, kept, at, after);
      if (walked.hidden.size() == 1) kept.insert(*walked.hidden.begin());
    }
  }
}

void add_edges(const Graph& graph, const Indexes& kept, RevisionView& view) {
  for (const Link& link : graph.links()) {
    if (kept.count(link.parent) != 0 && kept.count(link.child) != 0) {
      view.edges.push_back({link.parent, link.child, 0, link.depends});
    }
  }
  for (const auto at : kept) {
    const Walk before = walk(graph, kept, at, false);
    for (const auto parent : before.reached) {
      view.edges.push_back({parent, at, before.hidden.size(), false});
    }
    if (before.reached.empty() && !before.hidden.empty()) {
      view.rests.push_back({at, before.hidden.size(), false});
    }
    const Walk after = walk(graph, kept, at, true);
    if (after.reached.empty() && !after.hidden.empty()) {
      view.rests.push_back({at, after.hidden.size(), true});
    }
  }
}

}  // namespace

RevisionView revision_view(const TreeReport& tree) {
  const Indexes faults = at_fault(tree);
  const Indexes heads = several_heads(tree);
  Indexes marked = faults;
  marked.insert(heads.begin(), heads.end());
  if (marked.empty()) return {};
  const Graph graph(tree.revisions);
  Indexes kept = marked;
  kept.merge(named(tree));
  add_fork(graph, marked, kept);
  add_around(graph, marked, kept);
  add_single_ones(graph, kept);
  RevisionView view;
  for (const auto at : kept) {
    view.nodes.push_back({at, faults.count(at) != 0, heads.count(at) != 0});
  }
  add_edges(graph, kept, view);
  for (const auto& missing : graph.missing()) {
    const bool room = view.missing.size() < most_missing;
    if (room && kept.count(missing.child) != 0) view.missing.push_back(missing);
  }
  return view;
}

}  // namespace gate

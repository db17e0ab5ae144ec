#include "gate/source/revision_graph.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <map>

namespace gate {
namespace {

constexpr std::size_t most_named = 5;

// Revision ids and branch labels by node; Alembic takes either in depends_on.
using Names = std::map<std::string_view, std::size_t>;

std::vector<std::size_t> nodes_named(const std::vector<std::string>& names, const Names& known) {
  std::vector<std::size_t> nodes;
  for (const auto& name : names) {
    const auto found = known.find(name);
    if (found == known.end()) continue;
    if (std::find(nodes.begin(), nodes.end(), found->second) == nodes.end()) {
      nodes.push_back(found->second);
    }
  }
  return nodes;
}

std::vector<std::size_t> united(std::vector<std::size_t> left,
                                const std::vector<std::size_t>& right) {
  for (const auto node : right) {
    if (std::find(left.begin(), left.end(), node) == left.end()) left.push_back(node);
  }
  return left;
}

Error unresolved(std::string_view wanted, const std::vector<std::string>& matches,
                 std::size_t all) {
  const auto found =
      matches.empty()
          ? fmt::format("no revision \"{}\" among {}", wanted, all)
          : fmt::format("{} revisions that begin with \"{}\" ({}{})", matches.size(), wanted,
                        fmt::join(matches.begin(),
                                  matches.begin() + static_cast<std::ptrdiff_t>(
                                                        std::min(matches.size(), most_named)),
                                  ", "),
                        matches.size() > most_named ? ", ..." : "");
  return {ErrorCode::declaration,
          fmt::format("found {}, expected one", found),
          matches.empty() ? "Name a revision that the tree has." : "Write more of its id.",
          {},
          {}};
}

}  // namespace

RevisionGraph::RevisionGraph(const std::vector<RevisionFile>& files) {
  std::map<std::string_view, const RevisionFile*> first;
  for (const auto& file : files) {
    if (!file.revision.empty()) first.emplace(file.revision, &file);
  }
  Names known;
  for (const auto& entry : first) {
    known.emplace(entry.first, ids_.size());
    ids_.emplace_back(entry.first);
  }
  const Names ids = known;
  for (const auto& [id, file] : first) {
    for (const auto& label : file->branch_labels) {
      known.emplace(label, ids.at(id));
      labels_.emplace(label, ids.at(id));
    }
  }
  for (const auto& entry : first) {
    down_.push_back(nodes_named(entry.second->down_revisions, ids));
    parents_.push_back(united(down_.back(), nodes_named(entry.second->depends_on, known)));
  }
  position_.assign(ids_.size(), ids_.size());
  std::size_t place = 0;
  for (const auto node : ordered(parents_)) position_[node] = place++;
}

std::optional<std::size_t> RevisionGraph::find(std::string_view revision) const {
  const auto found = std::lower_bound(ids_.begin(), ids_.end(), revision);
  if (found == ids_.end() || *found != revision) return std::nullopt;
  return static_cast<std::size_t>(found - ids_.begin());
}

std::vector<std::size_t> RevisionGraph::nodes_of(const std::vector<std::string>& ids) const {
  std::vector<std::size_t> nodes;
  for (const auto& id : ids) {
    if (const auto node = find(id)) nodes.push_back(*node);
  }
  return nodes;
}

std::vector<std::string> RevisionGraph::ids_of(const std::vector<bool>& nodes) const {
  std::vector<std::string> ids;
  for (std::size_t node = 0; node < ids_.size(); ++node) {
    if (nodes[node]) ids.push_back(ids_[node]);
  }
  return ids;
}

bool RevisionGraph::contains(std::string_view revision) const { return find(revision).has_value(); }

std::vector<std::string> RevisionGraph::heads() const {
  std::vector<bool> head(ids_.size(), true);
  for (const auto& down : down_) {
    for (const auto parent : down) head[parent] = false;
  }
  return ids_of(head);
}

std::vector<std::string> RevisionGraph::heads_of(std::string_view label) const {
  const auto labelled = labels_.find(label);
  if (labelled == labels_.end()) return {};
  auto heads = reachable(reversed(down_), {labelled->second});
  for (const auto& down : down_) {
    for (const auto parent : down) heads[parent] = false;
  }
  return ids_of(heads);
}

std::vector<std::string> RevisionGraph::labels() const {
  std::vector<std::string> all;
  for (const auto& [label, node] : labels_) all.push_back(label);
  return all;
}

std::vector<std::string> RevisionGraph::bases() const {
  std::vector<bool> base(ids_.size());
  for (std::size_t node = 0; node < ids_.size(); ++node) base[node] = down_[node].empty();
  return ids_of(base);
}

Result<std::string> RevisionGraph::resolve(std::string_view id_or_prefix) const {
  auto wanted = id_or_prefix;
  if (!contains(wanted) && !wanted.empty() && wanted.back() == '+') wanted.remove_suffix(1);
  if (contains(wanted)) return std::string(wanted);
  std::vector<std::string> matches;
  if (!wanted.empty()) {
    auto id = std::lower_bound(ids_.begin(), ids_.end(), wanted);
    for (; id != ids_.end() && id->compare(0, wanted.size(), wanted) == 0; ++id) {
      matches.push_back(*id);
    }
  }
  if (matches.size() == 1) return matches.front();
  return unresolved(wanted, matches, ids_.size());
}

std::vector<std::string> RevisionGraph::parents(std::string_view revision) const {
  std::vector<std::string> parents;
  if (const auto node = find(revision)) {
    for (const auto parent : down_[*node]) parents.push_back(ids_[parent]);
  }
  return parents;
}

std::vector<std::string> RevisionGraph::children(std::string_view revision) const {
  std::vector<std::string> children;
  const auto node = find(revision);
  for (std::size_t other = 0; node && other < ids_.size(); ++other) {
    const auto& down = down_[other];
    if (std::find(down.begin(), down.end(), *node) != down.end()) children.push_back(ids_[other]);
  }
  return children;
}

bool RevisionGraph::has_dependencies(std::string_view revision) const {
  const auto node = find(revision);
  return node && parents_[*node].size() > down_[*node].size();
}

bool RevisionGraph::is_merge(std::string_view revision) const {
  const auto node = find(revision);
  return node && down_[*node].size() > 1;
}

std::vector<std::string> RevisionGraph::ancestors(std::string_view revision) const {
  const auto node = find(revision);
  if (!node) return {};
  const auto seen = reachable(parents_, {*node});
  std::vector<std::size_t> nodes;
  for (std::size_t other = 0; other < ids_.size(); ++other) {
    if (seen[other] && other != *node) nodes.push_back(other);
  }
  std::stable_sort(nodes.begin(), nodes.end(), [&](std::size_t left, std::size_t right) {
    return position_[left] < position_[right];
  });
  std::vector<std::string> ids;
  for (const auto other : nodes) ids.push_back(ids_[other]);
  return ids;
}

bool RevisionGraph::leads_over(std::string_view label, std::string_view revision_or_label) const {
  const auto applied = reachable(parents_, nodes_of(label.empty() ? heads() : heads_of(label)));
  auto wanted = nodes_of(heads_of(revision_or_label));
  if (const auto node = find(revision_or_label)) wanted = {*node};
  return !wanted.empty() &&
         std::all_of(wanted.begin(), wanted.end(), [&](std::size_t node) { return applied[node]; });
}

std::size_t RevisionGraph::position(std::string_view revision) const {
  const auto node = find(revision);
  return node ? position_[*node] : ids_.size();
}

}  // namespace gate

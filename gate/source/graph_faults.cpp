#include <algorithm>
#include <iterator>
#include <map>
#include <set>

#include "gate/source/adjacency.h"
#include "gate/source/real_heads.h"
#include "gate/source/revision_graph.h"

namespace gate {
namespace {

using Files = std::vector<const RevisionFile*>;

// The files by id, and the ids' parents by number; an id that is there twice has both its files'
// parents, so that neither of them makes a further head.
struct ByIdGraph {
  explicit ByIdGraph(const std::vector<RevisionFile>& all) {
    for (const auto& file : all) {
      if (!file.revision.empty()) files[file.revision].push_back(&file);
    }
    for (const auto& [id, same] : files) {
      number[id] = ids.size();
      known[id] = ids.size();
      ids.push_back(id);
    }
    for (const auto& [id, same] : files) {
      for (const auto* file : same) {
        for (const auto& label : file->branch_labels) known.emplace(label, number[id]);
      }
    }
    down.resize(ids.size());
    parents.resize(ids.size());
    for (const auto& [id, same] : files) {
      for (const auto* file : same) connect(number[id], *file);
    }
  }

  void connect(std::size_t node, const RevisionFile& file) {
    for (const auto& parent : file.down_revisions) {
      if (const auto found = number.find(parent); found != number.end()) {
        down[node].push_back(found->second);
        parents[node].push_back(found->second);
      } else {
        missing_down[parent].push_back(node);
        missing[parent].push_back(&file);
      }
    }
    for (const auto& dependency : file.depends_on) {
      if (const auto found = known.find(dependency); found != known.end()) {
        parents[node].push_back(found->second);
      } else {
        missing[dependency].push_back(&file);
      }
    }
  }

  const RevisionFile& file(std::size_t node) const { return *files.at(ids[node]).front(); }

  std::map<std::string, Files> files;
  std::map<std::string, std::size_t> number;
  std::map<std::string, std::size_t> known;  // numbers of ids and of branch labels
  std::vector<std::string> ids;
  Adjacency down;
  Adjacency parents;                                             // down_revisions and depends_on
  std::map<std::string, Files> missing;                          // what exists nowhere, by whom
  std::map<std::string, std::vector<std::size_t>> missing_down;  // the same as down_revision only
};

std::vector<RevisionFile> copies(const Files& files) {
  std::vector<RevisionFile> out;
  for (const auto* file : files) out.push_back(*file);
  std::stable_sort(out.begin(), out.end(), [](const auto& left, const auto& right) {
    return left.revision < right.revision;
  });
  return out;
}

bool is_unreadable(const RevisionFile& file) {
  return !file.problem.empty() || file.revision.empty();
}

void find_unreadable(const std::vector<RevisionFile>& files, std::vector<GraphFault>& faults) {
  for (const auto& file : files) {
    if (!is_unreadable(file)) continue;
    faults.push_back({GraphFaultKind::unreadable_file, file.revision, {}, {file}, {}});
  }
}

void find_duplicates(const ByIdGraph& graph, std::vector<GraphFault>& faults) {
  for (const auto& [id, same] : graph.files) {
    if (same.size() < 2) continue;
    faults.push_back({GraphFaultKind::duplicate_revision, id, {}, copies(same), {}});
  }
}

// A file whose id cannot be read may be the very one that seems to be missing: the one that is
// named so, else any.
bool explained_by_unreadable(const std::string& reference, const std::vector<RevisionFile>& files,
                             const std::map<std::string, Files>& missing) {
  auto name_of = [](const RevisionFile& file) {
    return file.file.substr(file.file.find_last_of('/') + 1);
  };
  for (const auto& file : files) {
    if (!file.revision.empty()) continue;
    const auto name = name_of(file);
    if (name.find(reference) != std::string::npos) return true;
    const bool for_another = std::any_of(missing.begin(), missing.end(), [&](const auto& entry) {
      return name.find(entry.first) != std::string::npos;
    });
    if (!for_another) return true;
  }
  return false;
}

void find_missing(const ByIdGraph& graph, const std::vector<RevisionFile>& files,
                  std::vector<GraphFault>& faults) {
  for (const auto& [reference, by] : graph.missing) {
    if (explained_by_unreadable(reference, files, graph.missing)) continue;
    auto proof = copies(by);
    const auto revision = proof.front().revision;
    faults.push_back({GraphFaultKind::missing_parent, revision, reference, std::move(proof), {}});
  }
}

// A way round that goes through an id that two files claim need not be one of either.
void find_cycles(const ByIdGraph& graph, std::vector<GraphFault>& faults) {
  for (const auto& tangle : tangles(graph.parents)) {
    const bool through_duplicate = std::any_of(tangle.begin(), tangle.end(), [&](std::size_t node) {
      return graph.files.at(graph.ids[node]).size() > 1;
    });
    if (through_duplicate) continue;
    GraphFault fault{GraphFaultKind::cycle, {}, {}, {}, {}};
    Files files;
    for (const auto node : way_round(graph.parents, tangle)) {
      fault.revisions.push_back(graph.ids[node]);
      files.push_back(&graph.file(node));
    }
    fault.revision = fault.revisions.front();
    fault.files = copies(files);
    faults.push_back(std::move(fault));
  }
}

// What is cut off from below: by a parent that is missing, or by going in a circle.
std::vector<Orphans> orphans_of(const ByIdGraph& graph) {
  std::vector<Orphans> all;
  for (const auto& [reference, children] : graph.missing_down) all.push_back({reference, children});
  for (const auto& tangle : tangles(graph.down)) {
    const std::set<std::size_t> inside(tangle.begin(), tangle.end());
    const bool cut_off = std::all_of(tangle.begin(), tangle.end(), [&](std::size_t node) {
      const auto& down = graph.down[node];
      return std::all_of(down.begin(), down.end(),
                         [&](std::size_t parent) { return inside.count(parent) > 0; });
    });
    if (cut_off) all.push_back({graph.ids[*inside.begin()], tangle});
  }
  return all;
}

using Nodes = std::vector<std::size_t>;

GraphFault fault_of_heads(const ByIdGraph& graph, GraphFaultKind kind, const Nodes& heads,
                          const std::string& branch) {
  GraphFault fault{kind, graph.ids[heads.front()], {}, {}, {}, branch};
  for (const auto head : heads) {
    fault.revisions.push_back(graph.ids[head]);
    fault.files.push_back(graph.file(head));
  }
  return fault;
}

// Each label's own heads, and those that no label leads to. A label that nobody has is the
// declaration's fault, not the graph's.
void find_declared_heads(const ByIdGraph& graph, const Nodes& heads,
                         const std::vector<std::string>& declared,
                         std::vector<GraphFault>& faults) {
  const auto children = reversed(graph.down);
  std::set<std::size_t> led_to;
  for (const auto& label : declared) {
    const auto labelled = graph.known.find(label);
    if (labelled == graph.known.end()) continue;
    const auto above = reachable(children, {labelled->second});
    Nodes own;
    std::copy_if(heads.begin(), heads.end(), std::back_inserter(own),
                 [&](std::size_t head) { return above[head]; });
    led_to.insert(own.begin(), own.end());
    if (own.size() > 1) {
      faults.push_back(fault_of_heads(graph, GraphFaultKind::multiple_heads, own, label));
    }
  }
  for (const auto head : heads) {
    if (led_to.count(head) > 0) continue;
    faults.push_back(fault_of_heads(graph, GraphFaultKind::stray_head, {head}, {}));
  }
}

void find_heads(const ByIdGraph& graph, const std::vector<std::string>& declared,
                std::vector<GraphFault>& faults) {
  const auto heads = real_heads(graph.ids, graph.down, orphans_of(graph));
  if (!declared.empty()) {
    find_declared_heads(graph, heads, declared, faults);
  } else if (heads.size() > 1) {
    faults.push_back(fault_of_heads(graph, GraphFaultKind::multiple_heads, heads, {}));
  }
}

}  // namespace

std::vector<GraphFault> faults(const std::vector<RevisionFile>& files,
                               const std::vector<std::string>& declared) {
  std::vector<GraphFault> faults;
  const ByIdGraph graph(files);
  find_unreadable(files, faults);
  const bool all_read = faults.empty();
  find_duplicates(graph, faults);
  find_missing(graph, files, faults);
  find_cycles(graph, faults);
  // What cannot be read may be what joins them.
  if (all_read) find_heads(graph, declared, faults);
  return faults;
}

}  // namespace gate

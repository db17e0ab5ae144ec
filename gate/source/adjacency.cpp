#include "gate/source/adjacency.h"

#include <algorithm>
#include <functional>
#include <queue>

namespace gate {

Adjacency reversed(const Adjacency& graph) {
  Adjacency back(graph.size());
  for (std::size_t node = 0; node < graph.size(); ++node) {
    for (const auto to : graph[node]) back[to].push_back(node);
  }
  return back;
}

std::vector<std::size_t> ordered(const Adjacency& graph) {
  const auto back = reversed(graph);
  std::vector<std::size_t> waiting_for(graph.size());
  std::priority_queue<std::size_t, std::vector<std::size_t>, std::greater<>> ready;
  for (std::size_t node = 0; node < graph.size(); ++node) {
    waiting_for[node] = graph[node].size();
    if (graph[node].empty()) ready.push(node);
  }
  std::vector<std::size_t> order;
  while (!ready.empty()) {
    order.push_back(ready.top());
    ready.pop();
    for (const auto next : back[order.back()]) {
      if (--waiting_for[next] == 0) ready.push(next);
    }
  }
  return order;
}

std::vector<bool> reachable(const Adjacency& graph, const std::vector<std::size_t>& from) {
  std::vector<bool> seen(graph.size());
  std::vector<std::size_t> open = from;
  while (!open.empty()) {
    const auto node = open.back();
    open.pop_back();
    if (seen[node]) continue;
    seen[node] = true;
    open.insert(open.end(), graph[node].begin(), graph[node].end());
  }
  return seen;
}

std::vector<std::size_t> way_round(const Adjacency& graph, const std::vector<std::size_t>& tangle) {
  std::vector<bool> inside(graph.size());
  for (const auto node : tangle) inside[node] = true;
  std::vector<std::size_t> path;
  std::vector<bool> passed(graph.size());
  auto node = *std::min_element(tangle.begin(), tangle.end());
  while (!passed[node]) {
    passed[node] = true;
    path.push_back(node);
    node = *std::find_if(graph[node].begin(), graph[node].end(),
                         [&](std::size_t to) { return inside[to]; });
  }
  path.erase(path.begin(), std::find(path.begin(), path.end(), node));
  return path;
}

}  // namespace gate

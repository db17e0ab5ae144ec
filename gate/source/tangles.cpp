#include <algorithm>

#include "gate/source/adjacency.h"

namespace gate {
namespace {

// Tarjan's algorithm with a stack of its own in place of recursion.
class Tarjan {
 public:
  explicit Tarjan(const Adjacency& graph)
      : graph_(graph), number_(graph.size()), lowest_(graph.size()), on_stack_(graph.size()) {}

  std::vector<std::vector<std::size_t>> run() {
    for (std::size_t node = 0; node < graph_.size(); ++node) {
      if (number_[node] == 0) visit(node);
    }
    return std::move(found_);
  }

 private:
  struct Call {
    std::size_t node;
    std::size_t next = 0;  // the neighbour to look at next
  };

  void enter(std::size_t node) {
    number_[node] = lowest_[node] = ++count_;
    stack_.push_back(node);
    on_stack_[node] = true;
    calls_.push_back({node});
  }

  void visit(std::size_t start) {
    enter(start);
    while (!calls_.empty()) {
      auto& call = calls_.back();
      const auto node = call.node;
      if (call.next < graph_[node].size()) {
        const auto to = graph_[node][call.next++];
        if (number_[to] == 0) {
          enter(to);
        } else if (on_stack_[to]) {
          lowest_[node] = std::min(lowest_[node], number_[to]);
        }
        continue;
      }
      calls_.pop_back();
      if (!calls_.empty()) {
        auto& above = lowest_[calls_.back().node];
        above = std::min(above, lowest_[node]);
      }
      if (lowest_[node] == number_[node]) take(node);
    }
  }

  // Everything above the root on the stack is one component.
  void take(std::size_t root) {
    const auto start = std::find(stack_.rbegin(), stack_.rend(), root).base() - 1;
    std::vector<std::size_t> component(start, stack_.end());
    stack_.erase(start, stack_.end());
    for (const auto node : component) on_stack_[node] = false;
    const auto& to = graph_[root];
    if (component.size() > 1 || std::find(to.begin(), to.end(), root) != to.end()) {
      found_.push_back(std::move(component));
    }
  }

  const Adjacency& graph_;
  std::size_t count_ = 0;
  std::vector<std::size_t> number_;  // 0: not visited
  std::vector<std::size_t> lowest_;
  std::vector<bool> on_stack_;
  std::vector<std::size_t> stack_;
  std::vector<Call> calls_;
  std::vector<std::vector<std::size_t>> found_;
};

}  // namespace

std::vector<std::vector<std::size_t>> tangles(const Adjacency& graph) {
  return Tarjan(graph).run();
}

}  // namespace gate

#include "gate/source/real_heads.h"

namespace gate {

std::vector<std::size_t> real_heads(const std::vector<std::string>& ids, const Adjacency& down,
                                    const std::vector<Orphans>& orphans) {
  const auto children = reversed(down);
  std::vector<std::size_t> heads;
  for (std::size_t node = 0; node < ids.size(); ++node) {
    if (children[node].empty()) heads.push_back(node);
  }
  for (const auto& cut : orphans) {
    if (heads.size() < 2) break;
    const auto above = reachable(children, cut.nodes);
    auto followed = heads.end();
    for (auto head = heads.begin(); head != heads.end(); ++head) {
      if (above[*head]) continue;
      if (followed == heads.end() || ids[*head] < cut.at) followed = head;
    }
    if (followed != heads.end()) heads.erase(followed);
  }
  return heads;
}

}  // namespace gate

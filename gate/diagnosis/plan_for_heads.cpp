#include <algorithm>

#include "gate/diagnosis/commit_words.h"
#include "gate/diagnosis/id_style.h"
#include "gate/diagnosis/renumbering.h"

namespace gate {
namespace {

// A branch above the fork: what only its own head follows.
struct Branch {
  const RevisionFile* lowest = nullptr;
  std::string head;
};

Branch branch_of(const Chain& chain, const GraphFault& fault, std::size_t which) {
  std::vector<std::string> others = fault.revisions;
  others.erase(others.begin() + static_cast<std::ptrdiff_t>(which));
  const auto shared = chain.below(others);
  Branch branch{&fault.files[which], fault.revisions[which]};
  for (const std::string& id : chain.below({branch.head})) {
    if (shared.count(id) != 0) continue;
    for (const RevisionFile* file : chain.files_of(id)) {
      const auto& down = file->down_revisions;
      const bool at_the_fork = std::none_of(down.begin(), down.end(), [&](const std::string& one) {
        return chain.has(one) && shared.count(one) == 0;
      });
      // Of several the one whose id comes first, so that the answer is always the same.
      if (at_the_fork) return {file, branch.head};
    }
  }
  return branch;
}

bool keeps_its_id(const IdStyle& style, const std::string& id, const std::string& down) {
  return !style.is_counted() || (style.fits(id) && counted_before(down, id));
}

}  // namespace

Renumbering plan_for_heads(const Evidence& evidence, const GraphFault& fault) {
  const Chain chain(evidence.revisions);
  IdStyle style(chain.ids());
  Renumbering plan;
  std::vector<Branch> branches;
  RevisionFiles lowest;
  for (std::size_t index = 0; index < fault.files.size(); ++index) {
    branches.push_back(branch_of(chain, fault, index));
    lowest.push_back(branches.back().lowest);
  }
  plan.arrival = by_arrival(evidence, lowest);
  plan.common_parent = chain.common_ancestor(fault.revisions);
  std::string top;
  for (const RevisionFile* file : plan.arrival.files) {
    const auto branch = std::find_if(branches.begin(), branches.end(),
                                     [&](const Branch& one) { return one.lowest == file; });
    std::string head = branch->head;
    if (!top.empty()) {
      Move move{file, file->revision, name_of(*file), top, nullptr, {}};
      if (!keeps_its_id(style, file->revision, top)) {
        move.id = style.take_next();
        move.name = renamed(move.name, file->revision, move.id);
        move.successors = chain.successors(file->revision);
        if (head == file->revision) head = move.id;
      }
      plan.moves.push_back(std::move(move));
    }
    top = head;
  }
  return plan;
}

}  // namespace gate

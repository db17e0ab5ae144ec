#include "gate/diagnosis/branches.h"

#include <algorithm>

namespace gate {
namespace {

Branch branch_of(const Chain& chain, const GraphFault& fault, std::size_t which) {
  std::vector<std::string> others = fault.revisions;
  others.erase(others.begin() + static_cast<std::ptrdiff_t>(which));
  const auto shared = chain.below(others);
  for (const std::string& id : chain.below({fault.revisions[which]})) {
    if (shared.count(id) != 0) continue;
    for (const RevisionFile* file : chain.files_of(id)) {
      const auto& down = file->down_revisions;
      const bool at_the_fork = std::none_of(down.begin(), down.end(), [&](const std::string& one) {
        return chain.has(one) && shared.count(one) == 0;
      });
      if (at_the_fork) return {file, fault.revisions[which]};
    }
  }
  return {&fault.files[which], fault.revisions[which]};
}

}  // namespace

std::vector<Branch> branches_of(const Chain& chain, const GraphFault& fault) {
  std::vector<Branch> branches;
  for (std::size_t which = 0; which < fault.files.size(); ++which) {
    branches.push_back(branch_of(chain, fault, which));
  }
  return branches;
}

}  // namespace gate

// The branches above a fork of the chain: what each of several heads alone follows.
#pragma once

#include <string>
#include <vector>

#include "gate/diagnosis/chain.h"

namespace gate {

struct Branch {
  const RevisionFile* lowest = nullptr;  // the first that only this head follows
  std::string head;
};

// One for each head of a fault of several heads, in its order. Of several that are lowest the one
// whose id comes first, so that the answer is always the same.
std::vector<Branch> branches_of(const Chain& chain, const GraphFault& fault);

}  // namespace gate

// The existing revisions that a reference to one that exists nowhere may have meant.
#pragma once

#include <string>
#include <vector>

namespace gate {

// Those written most alike, then the neighbours in number; at most three, the likeliest first.
std::vector<std::string> near_ids(const std::string& reference,
                                  const std::vector<std::string>& ids);

}  // namespace gate

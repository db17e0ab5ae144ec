// The labels of an enum, as the catalog's rendering lists them: 'research', 'paper', 'live'.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace gate {

// Each label as it stands there, quotes and all.
std::vector<std::string> labels_of(std::string_view list);
// Whether the later list is the earlier one and more, with the order of the earlier kept.
bool only_added_labels(std::string_view earlier, std::string_view later);

}  // namespace gate

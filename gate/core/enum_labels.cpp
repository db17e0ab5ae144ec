#include "gate/core/enum_labels.h"

namespace gate {

// A quote inside a label is doubled, so that it closes and opens again.
std::vector<std::string> labels_of(std::string_view list) {
  std::vector<std::string> labels;
  std::string label;
  bool quoted = false;
  for (const char one : list) {
    if (one == '\'') quoted = !quoted;
    if (!quoted && one == ',') {
      labels.push_back(std::move(label));
      label.clear();
    } else if (quoted || one != ' ') {
      label += one;
    }
  }
  if (!label.empty()) labels.push_back(std::move(label));
  return labels;
}

bool only_added_labels(std::string_view earlier, std::string_view later) {
  const auto before = labels_of(earlier);
  const auto after = labels_of(later);
  auto next = before.begin();
  for (const std::string& label : after) {
    if (next != before.end() && *next == label) ++next;
  }
  return next == before.end() && after.size() > before.size();
}

}  // namespace gate

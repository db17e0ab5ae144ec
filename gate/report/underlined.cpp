#include "gate/report/underlined.h"

#include "gate/report/find_word.h"

namespace gate {

Span underlined(const Finding& finding, std::string_view line) {
  for (const auto& [name, value] : finding.facts) {
    const auto at = find_word(line, value);
    if (at != line.npos) return {at, value.size()};
  }
  const auto from = line.find_first_not_of(' ');
  if (from == line.npos) return {};
  return {from, line.find_last_not_of(' ') + 1 - from};
}

}  // namespace gate
